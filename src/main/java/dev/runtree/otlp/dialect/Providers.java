package dev.runtree.otlp.dialect;

import dev.runtree.otlp.text.Text;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Providers under OpenTelemetry's names, whatever the producer calls them. */
public final class Providers {
    private Providers() {}

    public static @Nullable String canonical(@Nullable String said) {
        if (said == null) {
            return null;
        }
        var word = Text.readable(said.strip()).toLowerCase(Locale.ROOT).replace(' ', '_');
        return switch (word) {
            case "az.ai.openai", "azure", "azure_openai", "azureopenai" -> "azure.ai.openai";
            case "az.ai.inference" -> "azure.ai.inference";
            case "xai" -> "x_ai";
            case "vertexai", "vertex_ai", "vertex" -> "gcp.vertex_ai";
            case "google", "gemini" -> "gcp.gemini";
            case "amazon", "aws", "bedrock", "aws_bedrock" -> "aws.bedrock";
            case "mistralai", "mistral" -> "mistral_ai";
            case "openai.chat", "openai.responses", "openai.completion", "openai.embedding" -> "openai";
            case "anthropic.messages" -> "anthropic";
            default -> word;
        };
    }
}
