package dev.runtree.ui.runs;

import dev.runtree.model.Run;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * How long a duration bar is, and which runs are slow. A bar grows with the root of the duration, so that a run of seconds can
 * be seen beside one of minutes.
 *
 * @param longestNanos fills the bar
 * @param slowNanos by name, from when on a run is called slow: twice the median of those of its name; names with few runs are
 *     not in it
 */
record RunScale(long longestNanos, Map<String, Long> slowNanos) {
    static final RunScale NONE = new RunScale(1, Map.of());

    private static final int FEW = 5;

    RunScale {
        slowNanos = Map.copyOf(slowNanos);
    }

    static RunScale of(Collection<Run> runs) {
        var ended = runs.stream().filter(run -> run.durationNanos() != null).toList();
        long longest = 1;
        var slow = new HashMap<String, Long>();
        for (var named :
                ended.stream().collect(Collectors.groupingBy(Run::name)).entrySet()) {
            long[] durations = sorted(named.getValue());
            longest = Math.max(longest, durations[durations.length - 1]);
            if (durations.length >= FEW) {
                slow.put(named.getKey(), Math.max(1, 2 * durations[durations.length / 2]));
            }
        }
        return new RunScale(longest, slow);
    }

    private static long[] sorted(List<Run> runs) {
        long[] durations = runs.stream()
                .map(run -> Objects.requireNonNull(run.durationNanos()))
                .mapToLong(Long::longValue)
                .toArray();
        Arrays.sort(durations);
        return durations;
    }

    /** From 0 to 1. */
    double share(long nanos) {
        return Math.sqrt(Math.min(1, nanos / (double) longestNanos));
    }

    boolean isSlow(String name, long nanos) {
        return nanos >= slowNanos.getOrDefault(name, Long.MAX_VALUE);
    }
}
