package dev.runtree.model.rollup;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What some runs add up to. */
public record RunTotals(Amounts amounts) {

    public long runs() {
        return amounts.numbers().get(0).longValueExact();
    }

    /** Their durations together, in microseconds; those that go on have none. */
    public BigDecimal durationMicros() {
        return amounts.numbers().get(1);
    }

    /** Input and output together, of the runs themselves. */
    public BigDecimal tokens() {
        return amounts.numbers().get(2);
    }

    /** US dollars; with {@link #unpricedCalls} the least that it was. */
    public BigDecimal cost() {
        return amounts.numbers().get(3);
    }

    public long unpricedCalls() {
        return amounts.numbers().get(4).longValueExact();
    }

    /** The duration in microseconds that a share of the runs does not exceed, within 5 %; {@code null} when none has ended. */
    public @Nullable Double percentile(double share) {
        return amounts.durations().percentile(share);
    }

    public RunTotals plus(RunTotals other) {
        return new RunTotals(amounts.plus(other.amounts));
    }
}
