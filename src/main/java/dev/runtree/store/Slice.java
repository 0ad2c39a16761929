package dev.runtree.store;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of a range of time and where it is read from. A bound inside a day or hour is reached from its nearer end: of a range
 * until 23:00 the whole day is read and the last hour taken away again.
 *
 * @param until the first moment after it
 * @param isTakenAway whether it lies outside the range and was read with another slice
 */
record Slice(Grain grain, Instant since, Instant until, boolean isTakenAway) {
    /** Rows themselves, or roll-ups by hour or by day. */
    enum Grain {
        ROWS,
        HOURS,
        DAYS
    }

    /**
     * The slices of a range, in no order.
     *
     * @param now after which hardly anything lies, so that it costs little to be taken away
     */
    static List<Slice> of(Instant since, Instant until, boolean byDays, Instant now) {
        var slices = new ArrayList<Slice>();
        if (since.isBefore(until)) {
            new Slicing(slices, now).cut(since, until, byDays ? Grain.DAYS : Grain.HOURS, false);
        }
        return slices;
    }

    /** A range of which rows alone are read. */
    static List<Slice> ofRows(Instant since, Instant until) {
        return since.isBefore(until) ? List.of(new Slice(Grain.ROWS, since, until, false)) : List.of();
    }

    private record Slicing(List<Slice> slices, Instant now) {
        void cut(Instant since, Instant until, Grain grain, boolean away) {
            if (grain == Grain.ROWS) {
                slices.add(new Slice(grain, since, until, away));
                return;
            }
            var unit = grain == Grain.DAYS ? ChronoUnit.DAYS : ChronoUnit.HOURS;
            var finer = grain == Grain.DAYS ? Grain.HOURS : Grain.ROWS;
            var first = nearest(since, unit);
            var last = nearest(until, unit);
            if (!first.isBefore(last)) {
                cut(since, until, finer, away);
                return;
            }
            slices.add(new Slice(grain, first, last, away));
            between(since, first, finer, away);
            between(last, until, finer, away);
        }

        /** From a bound of what is wanted to one of what is read, or the other way round. */
        private void between(Instant from, Instant to, Grain grain, boolean away) {
            if (from.isBefore(to)) {
                cut(from, to, grain, away);
            } else if (to.isBefore(from)) {
                cut(to, from, grain, !away);
            }
        }

        private Instant nearest(Instant time, ChronoUnit unit) {
            var floor = time.truncatedTo(unit);
            if (floor.equals(time)) {
                return floor;
            }
            var ceiling = floor.plus(1, unit);
            var filled = ceiling.isBefore(now) ? ceiling : now;
            return Duration.between(time, filled).compareTo(Duration.between(floor, time)) < 0 ? ceiling : floor;
        }
    }
}
