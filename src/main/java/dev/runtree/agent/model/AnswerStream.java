package dev.runtree.agent.model;

import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.PartialThinkingContext;
import dev.langchain4j.model.chat.response.PartialToolCall;
import dev.langchain4j.model.chat.response.PartialToolCallContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import dev.runtree.agent.run.Cancellation;
import dev.runtree.agent.run.RunStopped;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Brings an answer that arrives on a client's thread to the one that waits for it, in order. For one answer. */
final class AnswerStream implements StreamingChatResponseHandler {
    private static final long NONE = -1;

    private sealed interface Piece {
        record Text(String text) implements Piece {}

        record Thought(String text) implements Piece {}

        record End(ChatResponse response) implements Piece {}

        record Failure(Throwable cause) implements Piece {}
    }

    private final Cancellation cancellation;
    private final BlockingQueue<Piece> pieces = new LinkedBlockingQueue<>();
    private final long asked = System.nanoTime();
    private final AtomicLong firstChunk = new AtomicLong(NONE);

    AnswerStream(Cancellation cancellation) {
        this.cancellation = cancellation;
    }

    /** Waits for the end. */
    Answer follow(Consumer<String> text, Consumer<String> thoughts) {
        var stopped = new Piece.Failure(new RunStopped("cancelled"));
        try (var _ = cancellation.onCancel(() -> pieces.add(stopped))) {
            while (true) {
                switch (next()) {
                    case Piece.Text piece -> text.accept(piece.text());
                    case Piece.Thought piece -> thoughts.accept(piece.text());
                    case Piece.End(var response) -> {
                        return new Answer(
                                response,
                                Tokens.of(response.tokenUsage()),
                                firstChunk.get() == NONE ? null : Duration.ofNanos(firstChunk.get()));
                    }
                    case Piece.Failure(var cause) ->
                        throw cause instanceof RuntimeException told ? told : new LangChain4jException(cause);
                }
            }
        }
    }

    private Piece next() {
        try {
            return pieces.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LangChain4jException("interrupted while the model was answering", e);
        }
    }

    @Override
    public void onPartialResponse(String text) {
        chunk();
        pieces.add(new Piece.Text(text));
    }

    @Override
    public void onPartialResponse(PartialResponse piece, PartialResponseContext context) {
        goOn(context.streamingHandle());
        onPartialResponse(piece.text());
    }

    @Override
    public void onPartialThinking(PartialThinking thinking) {
        chunk();
        if (thinking.text() != null) {
            pieces.add(new Piece.Thought(thinking.text()));
        }
    }

    @Override
    public void onPartialThinking(PartialThinking thinking, PartialThinkingContext context) {
        goOn(context.streamingHandle());
        onPartialThinking(thinking);
    }

    @Override
    public void onPartialToolCall(PartialToolCall call) {
        chunk();
    }

    @Override
    public void onPartialToolCall(PartialToolCall call, PartialToolCallContext context) {
        goOn(context.streamingHandle());
        chunk();
    }

    private void goOn(StreamingHandle handle) {
        if (cancellation.isCancelled()) {
            handle.cancel();
        }
    }

    private void chunk() {
        cancellation.check();
        firstChunk.compareAndSet(NONE, System.nanoTime() - asked);
    }

    @Override
    public void onCompleteResponse(ChatResponse response) {
        pieces.add(new Piece.End(response));
    }

    @Override
    public void onError(Throwable cause) {
        pieces.add(new Piece.Failure(cause));
    }
}
