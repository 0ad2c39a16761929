package dev.runtree.otlp.dialect;

import dev.runtree.otlp.text.Text;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Providers under OpenTelemetry's names, whatever the producer calls them. */
public final class Providers {
    private static final Set<String> APIS = Set.of(
            "chat",
            "responses",
            "messages",
            "completion",
            "completions",
            "embedding",
            "embeddings",
            "text-embedding",
            "textembedding",
            "image",
            "speech",
            "transcription",
            "rerank");

    private Providers() {}

    public static @Nullable String canonical(@Nullable String said) {
        if (said == null) {
            return null;
        }
        var word = Text.readable(said.strip()).toLowerCase(Locale.ROOT).replace(' ', '_');
        return switch (withoutApi(word)) {
            case "az.ai.openai", "azure", "azure_openai", "azureopenai" -> "azure.ai.openai";
            case "az.ai.inference" -> "azure.ai.inference";
            case "xai" -> "x_ai";
            case "vertexai", "vertex_ai", "vertex" -> "gcp.vertex_ai";
            case "google", "gemini" -> "gcp.gemini";
            case "amazon", "aws", "bedrock", "aws_bedrock" -> "aws.bedrock";
            case "mistralai", "mistral" -> "mistral_ai";
            case "google.vertex" -> "gcp.vertex_ai";
            case "google.generative-ai" -> "gcp.gemini";
            case "amazon-bedrock" -> "aws.bedrock";
            // Not a provider but the framework, whose models come from many.
            case "strands-agents" -> null;
            default -> withoutApi(word);
        };
    }

    /** The AI SDK names the API behind the provider: {@code openai.chat}. */
    private static String withoutApi(String word) {
        var point = word.lastIndexOf('.');
        return point > 0 && APIS.contains(word.substring(point + 1)) ? word.substring(0, point) : word;
    }
}
