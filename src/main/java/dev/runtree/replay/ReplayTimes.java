package dev.runtree.replay;

import dev.runtree.model.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When the steps of a replay begin and end: in the order of the recorded ones and overlapping where they did, a microsecond from
 * each beginning or end to the next, because nothing is waited for.
 */
final class ReplayTimes {
    private static final long APART = 1_000;

    private final long[] starts;
    private final @Nullable Long[] ends;

    private record Moment(int step, boolean isStart, long nanos, int order) {}

    /**
     * @param recorded in tree order
     * @param now when the first step begins, nanoseconds since 1970
     */
    ReplayTimes(List<Span> recorded, long now) {
        starts = new long[recorded.size()];
        ends = new Long[recorded.size()];
        var at = now;
        for (var moment : moments(recorded)) {
            if (moment.isStart()) {
                starts[moment.step()] = at;
            } else {
                ends[moment.step()] = at;
            }
            at += APART;
        }
    }

    /** At one moment first what began earlier ends, then steps begin in tree order, then ends what began just then. */
    private static List<Moment> moments(List<Span> recorded) {
        var moments = new ArrayList<Moment>();
        for (var step = 0; step < recorded.size(); step++) {
            var span = recorded.get(step);
            moments.add(new Moment(step, true, span.startNanos(), 1));
            var end = span.endNanos();
            if (end != null) {
                moments.add(
                        new Moment(step, false, Math.max(end, span.startNanos()), end <= span.startNanos() ? 2 : 0));
            }
        }
        // Of what ends at once, the inner step ends first.
        moments.sort(Comparator.comparingLong(Moment::nanos)
                .thenComparingInt(Moment::order)
                .thenComparingInt(moment -> moment.isStart() ? moment.step() : -moment.step()));
        return moments;
    }

    /** @param step from 0 */
    long start(int step) {
        return starts[step];
    }

    /** {@code null} for a step of which no end was recorded. */
    @Nullable Long end(int step) {
        return ends[step];
    }
}
