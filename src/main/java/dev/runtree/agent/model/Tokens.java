package dev.runtree.agent.model;

import dev.langchain4j.model.anthropic.AnthropicTokenUsage;
import dev.langchain4j.model.openai.OpenAiTokenUsage;
import dev.langchain4j.model.output.TokenUsage;
import dev.runtree.model.Usage;
import org.jspecify.annotations.Nullable;

/** Reads what providers say of tokens, so that input always includes the cached and output the reasoning ones. */
public final class Tokens {
    private Tokens() {}

    public static Usage of(@Nullable TokenUsage tokens) {
        return switch (tokens) {
            case null -> Usage.NONE;
            case OpenAiTokenUsage openAi -> openAi(openAi);
            case AnthropicTokenUsage anthropic -> anthropic(anthropic);
            default -> plain(tokens, null, null, null);
        };
    }

    private static Usage openAi(OpenAiTokenUsage tokens) {
        var input = tokens.inputTokensDetails();
        var output = tokens.outputTokensDetails();
        return plain(
                tokens,
                input == null ? null : input.cachedTokens(),
                null,
                output == null ? null : output.reasoningTokens());
    }

    /** Anthropic counts cached tokens beside the input, not in it. */
    private static Usage anthropic(AnthropicTokenUsage tokens) {
        var read = tokens.cacheReadInputTokens();
        var written = tokens.cacheCreationInputTokens();
        var usage = plain(tokens, read, written, null);
        return usage.input() == null
                ? usage
                : new Usage(
                        usage.input() + (read == null ? 0 : read) + (written == null ? 0 : written),
                        usage.output(),
                        usage.cached(),
                        usage.cacheWrite(),
                        null,
                        null);
    }

    private static Usage plain(
            TokenUsage tokens, @Nullable Integer cached, @Nullable Integer cacheWrite, @Nullable Integer reasoning) {
        return new Usage(
                wide(tokens.inputTokenCount()),
                wide(tokens.outputTokenCount()),
                wide(cached),
                wide(cacheWrite),
                wide(reasoning),
                null);
    }

    private static @Nullable Long wide(@Nullable Integer number) {
        return number == null ? null : Long.valueOf(number);
    }
}
