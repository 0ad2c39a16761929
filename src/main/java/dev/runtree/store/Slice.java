package dev.runtree.store;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of a range of time and where it is read from.
 *
 * @param until the first moment after it
 */
record Slice(Grain grain, Instant since, Instant until) {
    /** Rows themselves, or roll-ups by hour or by day. */
    enum Grain {
        ROWS,
        HOURS,
        DAYS
    }

    /** The slices of a range, in no order: whole days, whole hours before and after them, and what is no whole hour. */
    static List<Slice> of(Instant since, Instant until, boolean byDays) {
        var slices = new ArrayList<Slice>();
        var firstHour = ceiling(since, ChronoUnit.HOURS);
        var lastHour = until.truncatedTo(ChronoUnit.HOURS);
        if (!firstHour.isBefore(lastHour)) {
            add(slices, Grain.ROWS, since, until);
            return slices;
        }
        add(slices, Grain.ROWS, since, firstHour);
        add(slices, Grain.ROWS, lastHour, until);
        var firstDay = ceiling(firstHour, ChronoUnit.DAYS);
        var lastDay = lastHour.truncatedTo(ChronoUnit.DAYS);
        if (byDays && firstDay.isBefore(lastDay)) {
            add(slices, Grain.HOURS, firstHour, firstDay);
            add(slices, Grain.DAYS, firstDay, lastDay);
            add(slices, Grain.HOURS, lastDay, lastHour);
        } else {
            add(slices, Grain.HOURS, firstHour, lastHour);
        }
        return slices;
    }

    private static Instant ceiling(Instant time, ChronoUnit unit) {
        var floor = time.truncatedTo(unit);
        return floor.equals(time) ? time : floor.plus(Duration.of(1, unit));
    }

    private static void add(List<Slice> slices, Grain grain, Instant since, Instant until) {
        if (since.isBefore(until)) {
            slices.add(new Slice(grain, since, until));
        }
    }
}
