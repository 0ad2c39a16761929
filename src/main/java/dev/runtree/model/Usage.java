package dev.runtree.model;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a model call used. {@code null} means that the producer did not say, which is not 0.
 *
 * @param input tokens read, cached ones included
 * @param output tokens written, reasoning included
 * @param cached the part of {@code input} read from a cache
 * @param cacheWrite the part of {@code input} written to a cache
 * @param reasoning the part of {@code output} spent on reasoning
 * @param cost US dollars
 */
public record Usage(
        @Nullable Long input,
        @Nullable Long output,
        @Nullable Long cached,
        @Nullable Long cacheWrite,
        @Nullable Long reasoning,
        @Nullable BigDecimal cost) {

    public static final Usage NONE = new Usage(null, null, null, null, null, null);

    public static Usage of(long input, long output) {
        return new Usage(input, output, null, null, null, null);
    }

    public boolean isNone() {
        return equals(NONE);
    }

    /** Input and output tokens together, or {@code null} when neither is known. */
    public @Nullable Long total() {
        return add(input, output);
    }

    public Usage plus(Usage other) {
        return new Usage(
                add(input, other.input),
                add(output, other.output),
                add(cached, other.cached),
                add(cacheWrite, other.cacheWrite),
                add(reasoning, other.reasoning),
                cost == null ? other.cost : other.cost == null ? cost : cost.add(other.cost));
    }

    private static @Nullable Long add(@Nullable Long a, @Nullable Long b) {
        return a == null ? b : b == null ? a : Long.valueOf(a + b);
    }
}
