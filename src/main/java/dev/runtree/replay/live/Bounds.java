package dev.runtree.replay.live;

import dev.runtree.model.Figures;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How far a replay may go.
 *
 * @param steps model calls
 * @param cost US dollars; {@code null} for no limit
 * @param time of the whole replay; {@code null} for no limit
 */
public record Bounds(
        int steps, @Nullable BigDecimal cost, @Nullable Duration time) {
    /** A live model may need more calls than the recorded one, but not many times as many. */
    private static final int TIMES = 2;

    /** And never fewer than these. */
    public static final int LEAST = 10;

    /** How many model calls a replay may make unless told otherwise. */
    public static int stepsFor(Fork fork) {
        return Math.max(LEAST, TIMES * fork.recordedCalls());
    }

    void beforeCall(int made, BigDecimal spent) {
        if (made >= steps) {
            throw new ReplayStopped(
                    Outcome.MAX_STEPS,
                    "stopped after " + Figures.counted(made, "model call") + ", the most that this replay may make");
        }
        if (cost != null && spent.compareTo(cost) >= 0) {
            throw new ReplayStopped(
                    Outcome.MAX_COST,
                    "stopped after " + Figures.counted(made, "model call") + " for $" + spent.toPlainString()
                            + ", since this replay may cost $" + cost.toPlainString());
        }
    }
}
