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
 * @param unpriced in a sum, the calls whose cost is unknown: with any, {@code cost} is only the least that it was
 */
public record Usage(
        @Nullable Long input,
        @Nullable Long output,
        @Nullable Long cached,
        @Nullable Long cacheWrite,
        @Nullable Long reasoning,
        @Nullable BigDecimal cost,
        int unpriced) {

    public static final Usage NONE = new Usage(null, null, null, null, null, null);

    /** Usage of one call. */
    public Usage(
            @Nullable Long input,
            @Nullable Long output,
            @Nullable Long cached,
            @Nullable Long cacheWrite,
            @Nullable Long reasoning,
            @Nullable BigDecimal cost) {
        this(input, output, cached, cacheWrite, reasoning, cost, 0);
    }

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

    public Usage withCost(@Nullable BigDecimal dollars) {
        return new Usage(input, output, cached, cacheWrite, reasoning, dollars, unpriced);
    }

    /** This usage of one call as a sum: one without a cost is a call that is unpriced. */
    public Usage asSum() {
        var total = total();
        return cost == null && total != null && total > 0
                ? new Usage(input, output, cached, cacheWrite, reasoning, null, 1)
                : this;
    }

    public Usage plus(Usage other) {
        return new Usage(
                add(input, other.input),
                add(output, other.output),
                add(cached, other.cached),
                add(cacheWrite, other.cacheWrite),
                add(reasoning, other.reasoning),
                cost == null ? other.cost : other.cost == null ? cost : cost.add(other.cost),
                unpriced + other.unpriced);
    }

    private static @Nullable Long add(@Nullable Long a, @Nullable Long b) {
        return a == null ? b : b == null ? a : Long.valueOf(a + b);
    }
}
