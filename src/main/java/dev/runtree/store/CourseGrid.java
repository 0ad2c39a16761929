package dev.runtree.store;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * The buckets of a course of time: round stretches of the reader's clock.
 *
 * @param since when the first one begins
 * @param seconds of each
 */
record CourseGrid(Instant since, long seconds, int count) {
    static final long HOUR = 3_600;
    private static final long DAY = 24 * HOUR;
    private static final long[] WIDTHS = {
        1, 2, 5, 10, 30, 60, 120, 300, 600, 900, 1_800, HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY,
        7 * DAY, 14 * DAY, 30 * DAY, 90 * DAY, 365 * DAY
    };

    /** @param least the seconds of a bucket that are fine enough */
    static CourseGrid of(Instant since, Instant until, int most, long least, ZoneId zone) {
        var length = Math.max(1, Duration.between(since, until).toSeconds());
        var width = WIDTHS[WIDTHS.length - 1];
        for (var one : WIDTHS) {
            if (one >= least && length / one < most) {
                width = one;
                break;
            }
        }
        var offset = zone.getRules().getOffset(since).getTotalSeconds();
        var begin = Math.floorDiv(since.getEpochSecond() + offset, width) * width - offset;
        var count = (int) Math.min(10L * most, Math.floorDiv(until.getEpochSecond() - begin, width) + 1);
        return new CourseGrid(Instant.ofEpochSecond(begin), width, count);
    }

    Instant until() {
        return since.plusSeconds(seconds * count);
    }

    boolean isByHours() {
        return seconds >= HOUR;
    }

    /** Of so many hours that days are summed up faster. */
    boolean isByDays() {
        return seconds >= DAY;
    }

    int bucket(long epochSecond) {
        return Math.clamp(Math.floorDiv(epochSecond - since.getEpochSecond(), seconds), 0, count - 1);
    }
}
