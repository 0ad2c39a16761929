package dev.runtree.agent.trace;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.OpenAiChatRequestParameters;
import dev.runtree.model.Usage;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanBuilder;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The span of one call of a model. */
public final class ModelSpan {
    private final StepSpan step;

    /**
     * @param start starts what was built
     * @param model as it was asked for; {@code null} where only the answer tells
     * @param stream whether the answer comes piece by piece; {@code null} where nobody knows
     */
    ModelSpan(
            Function<SpanBuilder, StepSpan> start,
            SpanBuilder builder,
            String provider,
            @Nullable String model,
            ChatRequest request,
            @Nullable Boolean stream) {
        var parameters = request.parameters();
        set(builder, GenAi.TEMPERATURE, parameters.temperature());
        set(builder, GenAi.TOP_P, parameters.topP());
        set(builder, GenAi.MAX_TOKENS, wide(parameters.maxOutputTokens()));
        rarer(builder, parameters);
        set(builder, GenAi.SYSTEM_INSTRUCTIONS, MessageJson.instructions(request.messages()));
        if (!request.toolSpecifications().isEmpty()) {
            builder.setAttribute(GenAi.TOOL_DEFINITIONS, MessageJson.definitions(request.toolSpecifications()));
        }
        set(builder, GenAi.REQUEST_MODEL, model);
        set(builder, GenAi.STREAM, stream);
        builder.setAttribute(GenAi.OPERATION, "chat")
                .setAttribute(GenAi.PROVIDER, provider)
                .setAttribute(GenAi.INPUT_MESSAGES, MessageJson.input(request.messages()));
        this.step = start.apply(builder);
    }

    private static void rarer(SpanBuilder builder, ChatRequestParameters parameters) {
        set(builder, GenAi.TOP_K, wide(parameters.topK()));
        set(builder, GenAi.FREQUENCY_PENALTY, parameters.frequencyPenalty());
        set(builder, GenAi.PRESENCE_PENALTY, parameters.presencePenalty());
        if (parameters.stopSequences() != null && !parameters.stopSequences().isEmpty()) {
            set(builder, GenAi.STOP, parameters.stopSequences());
        }
        if (parameters instanceof OpenAiChatRequestParameters ofOpenAi) {
            set(builder, GenAi.SEED, wide(ofOpenAi.seed()));
        }
    }

    private static <T> void set(SpanBuilder builder, AttributeKey<T> key, @Nullable T value) {
        if (value != null) {
            builder.setAttribute(key, value);
        }
    }

    /**
     * What the model's client really sends, where the step was started without knowing that.
     *
     * @param model as it is asked for
     */
    public void asks(String provider, @Nullable String model, ChatRequest request) {
        var parameters = request.parameters();
        set(GenAi.PROVIDER, provider);
        set(GenAi.REQUEST_MODEL, model);
        set(GenAi.TEMPERATURE, parameters.temperature());
        set(GenAi.TOP_P, parameters.topP());
        set(GenAi.MAX_TOKENS, wide(parameters.maxOutputTokens()));
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
        step.end();
    }

    /** @param partial what the model had said when it failed */
    public void fail(String type, String message, @Nullable Throwable cause, String partial) {
        said(partial);
        step.fail(type, message, cause);
    }

    /**
     * Ends it because the run was cancelled.
     *
     * @param partial what the model had said until then
     */
    public void cancelled(String reason, String partial) {
        said(partial);
        step.cancelled(reason);
    }

    private void said(String partial) {
        if (!partial.isEmpty()) {
            set(GenAi.OUTPUT_MESSAGES, MessageJson.output(AiMessage.from(partial), null));
        }
    }

    /** The step itself, to say more of it. */
    public StepSpan step() {
        return step;
    }

    private <T> void set(AttributeKey<T> key, @Nullable T value) {
        step.set(key, value);
    }

    private static @Nullable Long wide(@Nullable Integer number) {
        return number == null ? null : Long.valueOf(number);
    }
}
