package dev.runtree.model.rollup;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What some calls of tools add up to. */
public record ToolTotals(Amounts amounts) {

    public long calls() {
        return amounts.numbers().get(0).longValueExact();
    }

    /** Their durations together, in microseconds; those that go on have none. */
    public BigDecimal durationMicros() {
        return amounts.numbers().get(1);
    }

    /** The duration in microseconds that a share of the calls does not exceed, within 5 %; {@code null} when none has ended. */
    public @Nullable Double percentile(double share) {
        return amounts.durations().percentile(share);
    }

    public ToolTotals plus(ToolTotals other) {
        return new ToolTotals(amounts.plus(other.amounts));
    }
}
