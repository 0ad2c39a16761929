package dev.runtree.model.watch;

import dev.runtree.model.RunStatus;
import dev.runtree.model.rollup.RunTotals;
import dev.runtree.model.rollup.RunsByStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How long runs took, from start to end.
 *
 * @param stretches of the course, one each
 * @param before of the period before, which is as long
 */
public record RunLatency(Course course, List<Spread> stretches, Spread now, Spread before) {
    private static final double NANOS = 1_000;

    public RunLatency {
        stretches = List.copyOf(stretches);
    }

    /**
     * What half, nine of ten and 99 of 100 of the runs did not exceed, in nanoseconds and within 5 %; {@code null} when none has
     * ended.
     *
     * @param runs that started, those that go on among them
     * @param failed of them
     */
    public record Spread(
            long runs,
            long failed,
            @Nullable Long p50,
            @Nullable Long p90,
            @Nullable Long p99) {
        public static final Spread NONE = new Spread(0, 0, null, null, null);

        public static Spread of(RunsByStatus runs) {
            if (runs.totals().isEmpty()) {
                return NONE;
            }
            var all = runs.all();
            return new Spread(
                    all.runs(), runs.runs(RunStatus.ERROR), nanos(all, 0.5), nanos(all, 0.9), nanos(all, 0.99));
        }

        private static @Nullable Long nanos(RunTotals totals, double share) {
            var micros = totals.percentile(share);
            return micros == null ? null : Long.valueOf(Math.round(micros * NANOS));
        }
    }
}
