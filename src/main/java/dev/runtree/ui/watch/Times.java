package dev.runtree.ui.watch;

import dev.runtree.model.watch.Course;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The times beneath a course and the words for its stretches, by the reader's clock. */
record Times(Course course, ZoneId zone) {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ENGLISH);
    private static final DateTimeFormatter WEEKDAY = DateTimeFormatter.ofPattern("EEE d", Locale.ENGLISH);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE d MMM", Locale.ENGLISH);
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
    private static final long HOUR_SECONDS = 3_600;
    private static final long DAY_SECONDS = 86_400;
    private static final long[] STEPS = {
        1,
        5,
        15,
        30,
        60,
        300,
        600,
        900,
        1_800,
        HOUR_SECONDS,
        7_200,
        10_800,
        21_600,
        43_200,
        DAY_SECONDS,
        2 * DAY_SECONDS,
        4 * DAY_SECONDS,
        7 * DAY_SECONDS,
        14 * DAY_SECONDS,
        28 * DAY_SECONDS,
        91 * DAY_SECONDS,
        364 * DAY_SECONDS
    };

    /** By the reader's clock; of whole days by that of UTC, in which they begin. */
    static Times of(Course course) {
        return new Times(course, course.width().toSeconds() >= DAY_SECONDS ? ZoneOffset.UTC : ZoneId.systemDefault());
    }

    /** A time with its words. */
    record Tick(Instant at, String word) {}

    /** Round times inside the range, so many at most. */
    List<Tick> ticks(int most) {
        var seconds = Duration.between(course.since(), course.until()).toSeconds();
        var step = STEPS[STEPS.length - 1];
        for (var each : STEPS) {
            if (each * Math.max(1, most) >= seconds) {
                step = each;
                break;
            }
        }
        var ticks = new ArrayList<Tick>();
        var midnight = course.since().atZone(zone).truncatedTo(ChronoUnit.DAYS);
        var at = step >= DAY_SECONDS
                ? midnight
                : midnight.plusSeconds(
                        Duration.between(midnight, course.since().atZone(zone)).toSeconds() / step * step);
        while (at.toInstant().isBefore(course.until())) {
            if (!at.toInstant().isBefore(course.since())) {
                ticks.add(new Tick(at.toInstant(), word(at, step)));
            }
            at = step >= DAY_SECONDS ? at.plusDays(step / DAY_SECONDS) : at.plusSeconds(step);
        }
        return ticks;
    }

    private static String word(ZonedDateTime at, long step) {
        if (step >= DAY_SECONDS) {
            return (step > 2 * DAY_SECONDS ? MONTH : WEEKDAY).format(at);
        }
        return at.toLocalTime().toSecondOfDay() == 0 ? WEEKDAY.format(at) : (step < 60 ? SECONDS : CLOCK).format(at);
    }

    /** From when to when a stretch goes. */
    String span(int index) {
        var from = course.from(index).atZone(zone);
        var to = course.to(index).atZone(zone);
        var days = course.width().toSeconds() >= DAY_SECONDS;
        if (days && from.toLocalTime().toSecondOfDay() == 0 && to.toLocalTime().toSecondOfDay() == 0) {
            var last = to.minusSeconds(1);
            return from.toLocalDate().equals(last.toLocalDate())
                    ? DAY.format(from)
                    : DAY.format(from) + " to " + DAY.format(last);
        }
        var clock = course.width().toSeconds() < 60 ? SECONDS : CLOCK;
        var sameDay = from.toLocalDate().equals(to.toLocalDate());
        return DAY.format(from) + " " + clock.format(from) + " to " + (sameDay ? "" : DAY.format(to) + " ")
                + clock.format(to);
    }

    /** The head of a column of a stretch, short. */
    String head(int index) {
        var from = course.start(index).atZone(zone);
        return course.width().toSeconds() >= 2 * DAY_SECONDS
                ? MONTH.format(from)
                : course.width().toSeconds() >= DAY_SECONDS
                        ? DateTimeFormatter.ofPattern("EEE", Locale.ENGLISH).format(from)
                        : CLOCK.format(from);
    }
}
