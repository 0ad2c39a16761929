package dev.runtree.otlp.dialect;

import dev.runtree.model.Usage;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Brings token counts to one meaning. */
public final class Tokens {
    private Tokens() {}

    /**
     * As {@link #inclusive}, after the total has shown whether parts were counted aside: it then is larger than input and
     * output together by exactly the cached tokens, by the reasoning, or by both.
     */
    public static Usage proven(Usage told, @Nullable Long total) {
        var input = told.input();
        var output = told.output();
        if (total != null && input != null && output != null) {
            var more = total - input - output;
            var fromCache = zero(told.cached()) + zero(told.cacheWrite());
            var thought = zero(told.reasoning());
            if (more > 0 && (more == fromCache || more == fromCache + thought)) {
                input += fromCache;
            }
            if (more > 0 && (more == thought || more == fromCache + thought)) {
                output += thought;
            }
        }
        return inclusive(input, output, told.cached(), told.cacheWrite(), told.reasoning(), told.cost());
    }

    private static long zero(@Nullable Long count) {
        return count == null ? 0 : count;
    }

    /**
     * Usage from counts that should include their parts: cached tokens are input, reasoning is output. A part that is larger
     * than its whole was plainly counted aside, and is added.
     */
    public static Usage inclusive(
            @Nullable Long input,
            @Nullable Long output,
            @Nullable Long cached,
            @Nullable Long cacheWrite,
            @Nullable Long reasoning,
            @Nullable BigDecimal cost) {
        var fromCache = zero(cached) + zero(cacheWrite);
        var thought = zero(reasoning);
        return new Usage(
                input != null && fromCache > input ? Long.valueOf(input + fromCache) : input,
                output != null && thought > output ? Long.valueOf(output + thought) : output,
                cached,
                cacheWrite,
                reasoning,
                cost);
    }
}
