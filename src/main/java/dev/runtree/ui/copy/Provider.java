package dev.runtree.ui.copy;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a model call goes, and in which language.
 *
 * @param form the language of its API
 * @param address the root of its API
 * @param addressVariable the environment's variable that can name another one
 * @param keyVariable the environment's variable that has the key; {@code null} when none is asked for
 */
record Provider(
        Form form,
        String address,
        String addressVariable,
        @Nullable String keyVariable) {
    enum Form {
        /** Chat completions, which most servers speak. */
        OPENAI,
        ANTHROPIC,
        OLLAMA
    }

    /** @param name OpenTelemetry's {@code gen_ai.provider.name}; anything unknown is taken to speak OpenAI's language */
    static Provider of(@Nullable String name) {
        return switch (name == null ? "" : name.toLowerCase(Locale.ROOT)) {
            case "anthropic" ->
                new Provider(Form.ANTHROPIC, "https://api.anthropic.com/v1", "ANTHROPIC_BASE_URL", "ANTHROPIC_API_KEY");
            case "ollama" -> new Provider(Form.OLLAMA, "http://localhost:11434", "OLLAMA_BASE_URL", null);
            case "groq" -> openAi("https://api.groq.com/openai/v1", "GROQ");
            case "mistral_ai" -> openAi("https://api.mistral.ai/v1", "MISTRAL");
            case "deepseek" -> openAi("https://api.deepseek.com/v1", "DEEPSEEK");
            case "x_ai" -> openAi("https://api.x.ai/v1", "XAI");
            case "perplexity" -> openAi("https://api.perplexity.ai", "PERPLEXITY");
            case "openrouter" -> openAi("https://openrouter.ai/api/v1", "OPENROUTER");
            case "gcp.gemini" -> openAi("https://generativelanguage.googleapis.com/v1beta/openai", "GEMINI");
            default -> openAi("https://api.openai.com/v1", "OPENAI");
        };
    }

    private static Provider openAi(String address, String prefix) {
        return new Provider(Form.OPENAI, address, prefix + "_BASE_URL", prefix + "_API_KEY");
    }
}
