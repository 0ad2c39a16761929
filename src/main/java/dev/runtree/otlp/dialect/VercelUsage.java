package dev.runtree.otlp.dialect;

import dev.runtree.model.Usage;
import dev.runtree.otlp.raw.Attributes;
import org.jspecify.annotations.Nullable;

/**
 * The AI SDK's counts: {@code ai.usage.*} in its generations, what only the provider's metadata tells, and, since version 7,
 * details beside {@code gen_ai.usage.*}. Up to version 5 Anthropic's and Bedrock's cached tokens are not in the input.
 */
final class VercelUsage {
    private VercelUsage() {}

    static Usage read(Attributes attributes) {
        if (!attributes.hasAnyUnder("ai.usage.") && !attributes.has("ai.response.providerMetadata")) {
            return Usage.NONE;
        }
        var input = attributes.count(
                "ai.usage.inputTokens", "ai.usage.promptTokens", "ai.usage.tokens", "gen_ai.usage.input_tokens");
        var output =
                attributes.count("ai.usage.outputTokens", "ai.usage.completionTokens", "gen_ai.usage.output_tokens");
        var provider = provider(attributes);
        var cached = first(
                attributes.count(
                        "ai.usage.inputTokenDetails.cacheReadTokens",
                        "ai.usage.cachedInputTokens",
                        "gen_ai.usage.cache_read.input_tokens"),
                provider.cached());
        var written = first(
                attributes.count(
                        "ai.usage.inputTokenDetails.cacheWriteTokens", "gen_ai.usage.cache_creation.input_tokens"),
                provider.cacheWrite());
        var reasoning = first(
                attributes.count("ai.usage.outputTokenDetails.reasoningTokens", "ai.usage.reasoningTokens"),
                provider.reasoning());
        if (input != null && tellsCacheAside(attributes)) {
            input += (cached == null ? 0 : cached) + (written == null ? 0 : written);
        }
        return Tokens.inclusive(input, output, cached, written, reasoning, null);
    }

    private static boolean tellsCacheAside(Attributes attributes) {
        var provider = String.valueOf(attributes.text("ai.model.provider", "gen_ai.system"));
        return (provider.startsWith("anthropic") || provider.startsWith("amazon-bedrock"))
                && !attributes.hasAnyUnder("ai.usage.inputTokenDetails.");
    }

    /** What the metadata of whichever provider holds, by the provider's own names. */
    private static Usage provider(Attributes attributes) {
        var metadata = attributes.structure("ai.response.providerMetadata", "ai.result.providerMetadata");
        var found = Usage.NONE;
        if (metadata != null) {
            for (var one : metadata) {
                var said = Attributes.of(one);
                var usage = Attributes.of(one.has("usageMetadata") ? one.get("usageMetadata") : one.get("usage"));
                found = new Usage(
                                null,
                                null,
                                first(
                                        said.count(
                                                "cachedPromptTokens", "cacheReadInputTokens", "promptCacheHitTokens"),
                                        usage.count(
                                                "cache_read_input_tokens",
                                                "cacheReadInputTokens",
                                                "cachedContentTokenCount")),
                                first(
                                        said.count("cacheCreationInputTokens"),
                                        usage.count("cache_creation_input_tokens", "cacheWriteInputTokens")),
                                first(said.count("reasoningTokens"), usage.count("thoughtsTokenCount")),
                                null)
                        .plus(found);
            }
        }
        return found;
    }

    private static @Nullable Long first(@Nullable Long a, @Nullable Long b) {
        return a != null ? a : b;
    }
}
