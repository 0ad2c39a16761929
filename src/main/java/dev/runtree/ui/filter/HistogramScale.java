package dev.runtree.ui.filter;

import dev.runtree.store.RunCourse;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Where times and counts lie in the strip, in whole pixels.
 *
 * @param width of the bars together
 * @param height of the highest bar
 */
record HistogramScale(RunCourse course, double width, double height, ZoneId zone) {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ENGLISH);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE d MMM", Locale.ENGLISH);
    private static final DateTimeFormatter YEAR = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);
    private static final int LEAST = 2;
    private static final long DAY_SECONDS = 86_400;
    private static final long[] STEPS = {
        1,
        5,
        15,
        30,
        60,
        300,
        900,
        1_800,
        3_600,
        7_200,
        10_800,
        21_600,
        43_200,
        DAY_SECONDS,
        2 * DAY_SECONDS,
        7 * DAY_SECONDS,
        14 * DAY_SECONDS,
        30 * DAY_SECONDS,
        91 * DAY_SECONDS,
        365 * DAY_SECONDS,
        3_650 * DAY_SECONDS
    };

    /** A time beneath the bars. */
    record Tick(double x, String label) {}

    /** Where a bucket begins; of one behind the last, where that ends. */
    double x(int bucket) {
        return Math.round(width * bucket / Math.max(1, course.buckets().size()));
    }

    double x(Instant time) {
        double whole = course.width().toSeconds() * (double) course.buckets().size();
        return width * (time.getEpochSecond() - course.since().getEpochSecond()) / Math.max(1, whole);
    }

    int bucket(double x) {
        int count = course.buckets().size();
        return Math.clamp((long) Math.floor(x * count / Math.max(1, width)), 0, Math.max(0, count - 1));
    }

    /** The height of a bar; one that stands for anything can be seen. */
    double height(long runs) {
        long most =
                course.buckets().stream().mapToLong(RunCourse.Bucket::all).max().orElse(1);
        return runs == 0 ? 0 : Math.max(LEAST, Math.round(height * runs / Math.max(1, most)));
    }

    /** Round times of the reader's clock, so far from each other at least. */
    List<Tick> ticks(double apart) {
        var ticks = new ArrayList<Tick>();
        int count = course.buckets().size();
        if (count == 0 || width < apart) {
            return ticks;
        }
        double least = course.width().toSeconds() * count * apart / width;
        long step = step(least);
        var end = course.start(count);
        var at = first(step);
        while (at.toInstant().isBefore(end)) {
            double x = Math.round(x(at.toInstant()));
            if (x >= 0) {
                ticks.add(new Tick(x, label(at, step)));
            }
            at = step >= DAY_SECONDS ? at.plusDays(step / DAY_SECONDS) : at.plusSeconds(step);
        }
        return ticks;
    }

    private static long step(double least) {
        for (long one : STEPS) {
            if (one >= least) {
                return one;
            }
        }
        long longest = STEPS[STEPS.length - 1];
        return (long) Math.ceil(least / longest) * longest;
    }

    private ZonedDateTime first(long step) {
        var begin = course.since().atZone(zone);
        var midnight = begin.truncatedTo(ChronoUnit.DAYS);
        return step >= DAY_SECONDS
                ? midnight
                : midnight.plusSeconds(ChronoUnit.SECONDS.between(midnight, begin) / step * step);
    }

    private static String label(ZonedDateTime at, long step) {
        if (step >= DAY_SECONDS) {
            return (step >= 30 * DAY_SECONDS ? YEAR : DAY).format(at);
        }
        boolean midnight = at.toLocalTime().toSecondOfDay() == 0;
        return (step < 60 ? SECONDS : CLOCK).format(at) + (midnight ? " " + DAY.format(at) : "");
    }

    /** From when to when some buckets go, for a person. */
    String span(int first, int last) {
        var from = course.start(first).atZone(zone);
        var to = course.start(last + 1).atZone(zone);
        boolean sameDay = from.toLocalDate().equals(to.minusSeconds(1).toLocalDate());
        var form = course.width().toSeconds() < 60 ? SECONDS : CLOCK;
        if (course.width().toSeconds() >= DAY_SECONDS) {
            var until = to.minusSeconds(1);
            return first == last && course.width().toSeconds() == DAY_SECONDS
                    ? DAY.format(from)
                    : DAY.format(from) + " to " + DAY.format(until);
        }
        return DAY.format(from) + " " + form.format(from) + " to " + (sameDay ? "" : DAY.format(to) + " ")
                + form.format(to);
    }
}
