package dev.runtree.otlp.dialect;

import dev.runtree.model.Usage;
import dev.runtree.otlp.raw.Attributes;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The counts of {@code gen_ai.usage.*} under the names of each generation, and under those that SDKs made up. */
final class GenAiUsage {
    private static final String[] INPUT = {
        "gen_ai.usage.input_tokens", "gen_ai.usage.prompt_tokens", "gen_ai.response.prompt_tokens"
    };
    private static final String[] OUTPUT = {
        "gen_ai.usage.output_tokens", "gen_ai.usage.completion_tokens", "gen_ai.response.completion_tokens"
    };
    private static final String[] CACHED = {
        "gen_ai.usage.cache_read.input_tokens",
        "gen_ai.usage.cache_read_input_tokens",
        "gen_ai.usage.cache_read_tokens",
        "gen_ai.usage.input_tokens.cached",
        "gen_ai.usage.details.cache_read_tokens",
        "gen_ai.usage.details.cache_read_input_tokens",
        "gen_ai.usage.details.cached_tokens",
        "gen_ai.usage.cached_input_tokens",
        "gen_ai.usage.cached_tokens",
        "gen_ai.usage.prompt_tokens_details.cached_tokens",
        "gen_ai.usage.input_tokens_details.cached_tokens"
    };
    private static final String[] WRITTEN = {
        "gen_ai.usage.cache_write.input_tokens",
        "gen_ai.usage.cache_creation.input_tokens",
        "gen_ai.usage.cache_creation_input_tokens",
        "gen_ai.usage.cache_write_input_tokens",
        "gen_ai.usage.cache_write_tokens",
        "gen_ai.usage.details.cache_write_tokens",
        "gen_ai.usage.details.cache_creation_input_tokens"
    };
    private static final String[] REASONING = {
        "gen_ai.usage.reasoning.output_tokens",
        "gen_ai.usage.reasoning_tokens",
        "gen_ai.usage.output_tokens.reasoning",
        "gen_ai.usage.details.reasoning_tokens",
        "gen_ai.usage.details.thoughts_tokens",
        "gen_ai.usage.completion_tokens_details.reasoning_tokens",
        "gen_ai.usage.output_tokens_details.reasoning_tokens",
        "gen_ai.usage.experimental.reasoning_tokens"
    };

    private GenAiUsage() {}

    static Usage read(Attributes attributes) {
        var in = details(attributes, "gen_ai.usage.input_token_details", "gen_ai.usage.prompt_tokens_details");
        var out = details(attributes, "gen_ai.usage.output_token_details", "gen_ai.usage.completion_tokens_details");
        var cached = attributes.count(CACHED);
        var written = attributes.count(WRITTEN);
        var reasoning = attributes.count(REASONING);
        var told = new Usage(
                attributes.count(INPUT),
                attributes.count(OUTPUT),
                cached != null ? cached : in.count("cache_read", "cached_tokens"),
                written != null ? written : in.count("cache_creation", "cache_write"),
                reasoning != null ? reasoning : out.count("reasoning", "reasoning_tokens"),
                cost(attributes));
        return Tokens.proven(told, attributes.count("gen_ai.usage.total_tokens", "llm.usage.total_tokens"));
    }

    /** An object in one attribute, as JSON or as Python prints it. */
    private static Attributes details(Attributes attributes, String... keys) {
        return Attributes.of(attributes.structure(keys));
    }

    private static @Nullable BigDecimal cost(Attributes attributes) {
        var total = attributes.decimal("gen_ai.usage.cost", "gen_ai.usage.total_cost", "gen_ai.cost.total_cost");
        return total != null
                ? total
                : UsageObject.sum(
                        attributes.decimal("gen_ai.usage.input_cost"), attributes.decimal("gen_ai.usage.output_cost"));
    }
}
