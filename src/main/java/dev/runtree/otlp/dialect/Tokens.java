package dev.runtree.otlp.dialect;

import dev.runtree.model.Usage;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Brings token counts to one meaning. */
public final class Tokens {
    private Tokens() {}

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
        var fromCache = (cached == null ? 0 : cached) + (cacheWrite == null ? 0 : cacheWrite);
        var thought = reasoning == null ? 0 : reasoning;
        return new Usage(
                input != null && fromCache > input ? Long.valueOf(input + fromCache) : input,
                output != null && thought > output ? Long.valueOf(output + thought) : output,
                cached,
                cacheWrite,
                reasoning,
                cost);
    }
}
