package dev.runtree.otlp.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runtree.model.Usage;
import dev.runtree.otlp.raw.Attributes;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Reads the usage object of a model's API or of a framework: the forms of OpenAI (both APIs), Anthropic, Gemini, Bedrock,
 * LangChain, the AI SDK and Langfuse. They differ in their names and in whether cached tokens are part of the input and
 * reasoning is part of the output; here they always are.
 */
final class UsageObject {
    private static final String[] INPUT = {
        "prompt_tokens",
        "input_tokens",
        "promptTokens",
        "inputTokens",
        "prompt_token_count",
        "promptTokenCount",
        "input"
    };
    private static final String[] OUTPUT = {
        "completion_tokens",
        "output_tokens",
        "completionTokens",
        "outputTokens",
        "candidates_token_count",
        "candidatesTokenCount",
        "output"
    };
    private static final String[] INPUT_DETAILS = {
        "prompt_tokens_details",
        "input_tokens_details",
        "input_token_details",
        "inputTokenDetails",
        "promptTokensDetails"
    };
    private static final String[] OUTPUT_DETAILS = {
        "completion_tokens_details",
        "output_tokens_details",
        "output_token_details",
        "outputTokenDetails",
        "completionTokensDetails"
    };
    private static final String[] CACHED_INSIDE = {
        "cached_content_token_count",
        "cachedContentTokenCount",
        "cachedContentTokens",
        "cachedInputTokens",
        "cached_tokens",
        "prompt_cache_hit_tokens"
    };
    private static final String[] CACHED_ASIDE = {
        "cache_read_input_tokens",
        "cacheReadInputTokens",
        "cacheReadInputTokenCount",
        "input_cached_tokens",
        "input_cache_read"
    };
    private static final String[] WRITTEN_ASIDE = {
        "cache_creation_input_tokens",
        "cacheWriteInputTokens",
        "cacheWriteInputTokenCount",
        "cacheCreationInputTokens",
        "input_cache_creation",
        "input_cache_write"
    };
    private static final String[] REASONING_INSIDE = {"reasoning_tokens", "reasoningTokens"};
    private static final String[] REASONING_ASIDE = {
        "thoughts_token_count", "thoughtsTokenCount", "thoughtsTokens", "output_reasoning_tokens", "output_reasoning"
    };

    private UsageObject() {}

    static Usage read(@Nullable JsonNode node) {
        return node == null || !node.isObject() ? Usage.NONE : read(Attributes.of(node));
    }

    private static Usage read(Attributes usage) {
        var input = count(usage, "total", INPUT);
        var output = count(usage, "total", OUTPUT);
        var in = details(usage, INPUT_DETAILS, "inputTokens");
        var out = details(usage, OUTPUT_DETAILS, "outputTokens");
        var cachedAside = usage.count(CACHED_ASIDE);
        var writtenAside = usage.count(WRITTEN_ASIDE);
        var reasoningAside = usage.count(REASONING_ASIDE);
        var cached = first(
                in.count("cached_tokens", "cache_read", "cacheReadTokens", "cacheRead"),
                first(cachedAside, usage.count(CACHED_INSIDE)));
        var written = first(in.count("cache_creation", "cacheWriteTokens", "cacheWrite"), writtenAside);
        var reasoning = first(
                out.count("reasoning_tokens", "reasoning", "reasoningTokens"),
                first(reasoningAside, usage.count(REASONING_INSIDE)));
        // What LangChain and OpenAI tell in details is part of the whole; Anthropic and Langfuse tell the parts beside
        // it. A total that is input and output alone says that nothing stands beside them.
        var isDetailed = in != Attributes.NONE || out != Attributes.NONE || isTotal(usage, input, output);
        var inputAside =
                usage.has("input") ? beside(usage, "input_") : isDetailed ? 0 : zero(cachedAside) + zero(writtenAside);
        var outputAside = usage.has("output") ? beside(usage, "output_") : isDetailed ? 0 : zero(reasoningAside);
        return Tokens.proven(
                new Usage(plus(input, inputAside), plus(output, outputAside), cached, written, reasoning, cost(usage)),
                usage.count("total_tokens", "totalTokens", "total_token_count", "totalTokenCount"));
    }

    private static boolean isTotal(Attributes usage, @Nullable Long input, @Nullable Long output) {
        var total = usage.count("total_tokens", "totalTokens", "total_token_count", "totalTokenCount");
        return total != null && input != null && output != null && total == input + output;
    }

    /** Dollars in all, or the sum of what was told for input and output. */
    private static @Nullable BigDecimal cost(Attributes usage) {
        var total = usage.decimal("total_cost", "totalCost", "cost");
        return total != null
                ? total
                : sum(usage.decimal("input_cost", "inputCost"), usage.decimal("output_cost", "outputCost"));
    }

    static @Nullable BigDecimal sum(@Nullable BigDecimal a, @Nullable BigDecimal b) {
        return a == null ? b : b == null ? a : a.add(b);
    }

    /** A number, or the total of an object of numbers. */
    private static @Nullable Long count(Attributes usage, String total, String[] keys) {
        var plain = usage.count(keys);
        for (var key : keys) {
            var node = usage.get(key);
            if (plain == null && node != null && node.isObject()) {
                plain = Attributes.of(node).count(total);
            }
        }
        return plain;
    }

    /** Langfuse takes every part of the input out of {@code input} and gives it a key of its own. */
    private static long beside(Attributes usage, String prefix) {
        var sum = 0L;
        for (var key : usage.entries()) {
            var isPart = key.getKey().startsWith(prefix)
                    || (prefix.equals("input_") && key.getKey().startsWith("cache_"));
            sum += isPart ? zero(usage.count(key.getKey())) : 0;
        }
        return sum;
    }

    private static Attributes details(Attributes usage, String[] keys, String object) {
        var details = usage.structure(keys);
        return Attributes.of(details != null ? details : usage.get(object));
    }

    private static @Nullable Long first(@Nullable Long a, @Nullable Long b) {
        return a != null ? a : b;
    }

    private static long zero(@Nullable Long count) {
        return count == null ? 0 : count;
    }

    private static @Nullable Long plus(@Nullable Long count, long aside) {
        return count == null ? null : Long.valueOf(count + aside);
    }
}
