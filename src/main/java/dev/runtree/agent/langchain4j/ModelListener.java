package dev.runtree.agent.langchain4j;

import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.listener.ChatModelErrorContext;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.listener.ChatModelRequestContext;
import dev.langchain4j.model.chat.listener.ChatModelResponseContext;
import dev.runtree.agent.model.Tokens;
import dev.runtree.agent.trace.ModelSpan;
import dev.runtree.agent.trace.Recorder;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Records the calls of models, except those that a recorded service makes, which that one records. */
final class ModelListener implements ChatModelListener {
    private final Recorder recorder;
    private final Invocations invocations;
    /** Its own, so that several listeners of one model do not take each other's spans. */
    private final Object key = new Object();

    ModelListener(Recorder recorder, Invocations invocations) {
        this.recorder = recorder;
        this.invocations = invocations;
    }

    @Override
    public void onRequest(ChatModelRequestContext context) {
        var request = context.chatRequest();
        var provider = provider(context.modelProvider());
        if (!invocations.claims(request, provider)) {
            var span = recorder.call(null, provider, request.parameters().modelName(), request, null);
            context.attributes().put(key, span);
        }
    }

    @Override
    public void onResponse(ChatModelResponseContext context) {
        if (context.attributes().remove(key) instanceof ModelSpan span) {
            var response = context.chatResponse();
            span.end(response, Tokens.of(response.tokenUsage()), null);
        }
    }

    @Override
    public void onError(ChatModelErrorContext context) {
        if (context.attributes().remove(key) instanceof ModelSpan span) {
            Failures.fail(span, context.error());
        }
    }

    /** By the names of OpenTelemetry's conventions, as far as they have one. */
    static String provider(@Nullable ModelProvider provider) {
        return switch (provider) {
            case null -> "unknown";
            case OPEN_AI -> "openai";
            case AZURE_OPEN_AI -> "azure.ai.openai";
            case MICROSOFT_FOUNDRY, GITHUB_MODELS -> "azure.ai.inference";
            case AMAZON_BEDROCK -> "aws.bedrock";
            case GOOGLE_AI_GEMINI, GOOGLE_GENAI -> "gcp.gemini";
            case GOOGLE_VERTEX_AI_GEMINI, GOOGLE_VERTEX_AI_ANTHROPIC -> "gcp.vertex_ai";
            case WATSONX -> "ibm.watsonx.ai";
            case OTHER -> "unknown";
            default -> provider.name().toLowerCase(Locale.ROOT);
        };
    }
}
