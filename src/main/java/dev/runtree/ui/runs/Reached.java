package dev.runtree.ui.runs;

import dev.runtree.store.RunCount;
import dev.runtree.store.RunOrder;
import org.jspecify.annotations.Nullable;

/**
 * How far a list has looked for what no index finds.
 *
 * @param isTold whether the reader is told of it: they are not where the list was there at once
 * @param runs how many runs have been looked at, about
 * @param all how many there are to look at; {@code null} until they are counted
 * @param nanos the start of the last of them, in nanoseconds since 1970-01-01T00:00Z; {@code null} when there are no others
 * @param order in which they are looked at
 * @param goesOn whether it is under way, rather than ended, or waiting for the reader to scroll on
 */
public record Reached(
        boolean isTold,
        long runs,
        @Nullable RunCount all,
        @Nullable Long nanos,
        RunOrder order,
        boolean goesOn) {
    /** Nothing was looked for. */
    public static final Reached NOWHERE = new Reached(false, 0, null, null, RunOrder.NEWEST_FIRST, false);

    boolean isEnd() {
        return runs > 0 && nanos == null && !goesOn;
    }
}
