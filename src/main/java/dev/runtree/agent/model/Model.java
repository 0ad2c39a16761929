package dev.runtree.agent.model;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import java.util.function.Consumer;

/** A language model that an agent can talk to. Safe for use by several threads. */
public final class Model {
    private final String provider;
    private final String name;
    private final ChatModel whole;
    private final StreamingChatModel streaming;

    private Model(String provider, String name, ChatModel whole, StreamingChatModel streaming) {
        this.provider = provider;
        this.name = name;
        this.whole = whole;
        this.streaming = streaming;
    }

    /**
     * Any model of LangChain4j.
     *
     * @param provider OpenTelemetry's {@code gen_ai.provider.name}, such as {@code openai}
     * @param name what the provider calls it
     * @param whole gives answers in one piece
     * @param streaming gives answers piece by piece; the same model
     */
    public static Model of(String provider, String name, ChatModel whole, StreamingChatModel streaming) {
        return new Model(provider, name, whole, streaming);
    }

    public String provider() {
        return provider;
    }

    public String name() {
        return name;
    }

    /** Waits for the whole answer. Throws what the provider's client throws. */
    public Answer answer(ChatRequest request) {
        var response = whole.chat(request);
        return new Answer(response, Tokens.of(response.tokenUsage()), null);
    }

    /**
     * Waits for the whole answer and meanwhile hands on its text, piece by piece, on the caller's thread. Throws what the
     * provider's client throws.
     */
    public Answer answer(ChatRequest request, Consumer<String> text) {
        var stream = new AnswerStream();
        streaming.chat(request, stream);
        return stream.follow(text);
    }

    /** As it is written in files and on the command line: {@code provider:name}. */
    @Override
    public String toString() {
        return provider + ":" + name;
    }
}
