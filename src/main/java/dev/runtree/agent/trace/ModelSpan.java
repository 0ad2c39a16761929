package dev.runtree.agent.trace;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.runtree.model.Usage;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.StatusCode;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The span of one call of a model. */
public final class ModelSpan {
    private final Span span;

    ModelSpan(SpanBuilder builder, String provider, String model, ChatRequest request, boolean stream) {
        var parameters = request.parameters();
        set(builder, GenAi.TEMPERATURE, parameters.temperature());
        set(builder, GenAi.TOP_P, parameters.topP());
        set(builder, GenAi.MAX_TOKENS, wide(parameters.maxOutputTokens()));
        set(builder, GenAi.SYSTEM_INSTRUCTIONS, MessageJson.instructions(request.messages()));
        if (!request.toolSpecifications().isEmpty()) {
            builder.setAttribute(GenAi.TOOL_DEFINITIONS, MessageJson.definitions(request.toolSpecifications()));
        }
        this.span = builder.setAttribute(GenAi.OPERATION, "chat")
                .setAttribute(GenAi.PROVIDER, provider)
                .setAttribute(GenAi.REQUEST_MODEL, model)
                .setAttribute(GenAi.STREAM, stream)
                .setAttribute(GenAi.INPUT_MESSAGES, MessageJson.input(request.messages()))
                .startSpan();
    }

    private static <T> void set(SpanBuilder builder, AttributeKey<T> key, @Nullable T value) {
        if (value != null) {
            builder.setAttribute(key, value);
        }
    }

    /** @param firstChunk time until the answer began; {@code null} when it came in one piece */
    public void end(ChatResponse response, Usage usage, @Nullable Duration firstChunk) {
        set(GenAi.RESPONSE_MODEL, response.modelName());
        set(GenAi.RESPONSE_ID, response.id());
        if (response.finishReason() != null) {
            set(GenAi.FINISH_REASONS, List.of(MessageJson.word(response.finishReason())));
        }
        set(GenAi.INPUT_TOKENS, usage.input());
        set(GenAi.OUTPUT_TOKENS, usage.output());
        set(GenAi.CACHE_READ, usage.cached());
        set(GenAi.CACHE_CREATION, usage.cacheWrite());
        set(GenAi.REASONING, usage.reasoning());
        if (firstChunk != null) {
            set(GenAi.FIRST_CHUNK, firstChunk.toNanos() / 1e9);
        }
        set(GenAi.OUTPUT_MESSAGES, MessageJson.output(response.aiMessage(), response.finishReason()));
        span.setStatus(StatusCode.OK);
        span.end();
    }

    /** @param partial what the model had said when it failed */
    public void fail(String type, String message, Throwable cause, String partial) {
        if (!partial.isEmpty()) {
            set(GenAi.OUTPUT_MESSAGES, MessageJson.output(AiMessage.from(partial), null));
        }
        Failures.record(span, type, message, cause);
        span.end();
    }

    private <T> void set(AttributeKey<T> key, @Nullable T value) {
        if (value != null) {
            span.setAttribute(key, value);
        }
    }

    private static @Nullable Long wide(@Nullable Integer number) {
        return number == null ? null : Long.valueOf(number);
    }
}
