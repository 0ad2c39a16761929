package dev.runtree.ui.runs;

import dev.runtree.model.Run;
import java.util.List;

/**
 * How long a duration bar is. The root of the duration, so that a run of seconds can be seen beside one of minutes.
 *
 * @param longestNanos fills the bar
 * @param slowNanos from here on a run is called slow: twice the median
 */
record RunScale(long longestNanos, long slowNanos) {
    private static final int FEW = 5;

    static RunScale of(List<Run> runs) {
        long[] durations = runs.stream()
                .map(Run::durationNanos)
                .filter(java.util.Objects::nonNull)
                .mapToLong(Long::longValue)
                .sorted()
                .toArray();
        if (durations.length == 0) {
            return new RunScale(1, Long.MAX_VALUE);
        }
        long longest = Math.max(1, durations[durations.length - 1]);
        return new RunScale(
                longest, durations.length < FEW ? Long.MAX_VALUE : Math.max(1, 2 * durations[durations.length / 2]));
    }

    /** From 0 to 1. */
    double share(long nanos) {
        return Math.sqrt(Math.min(1, nanos / (double) longestNanos));
    }

    boolean isSlow(long nanos) {
        return nanos >= slowNanos;
    }
}
