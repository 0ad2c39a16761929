package dev.runtree.model.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A range of time and the stretches into which it is cut. They begin at round times of UTC, so the first and the last one may
 * lie in the range only in part.
 *
 * @param until the first moment after the range
 * @param width of a stretch
 */
public record Course(Instant since, Instant until, Duration width) {
    /** More are too narrow to be pointed at. */
    public static final int MOST = 60;

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    /** Up to here single rows are read, and stretches are shorter than an hour. */
    private static final Duration FEW_ROWS = Duration.ofHours(12);

    /** From here on there are roll-ups by day. */
    private static final Duration BY_DAY = Duration.ofDays(14);

    private static final List<Duration> WIDTHS = List.of(
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Duration.ofSeconds(15),
            Duration.ofMinutes(1),
            Duration.ofMinutes(2),
            Duration.ofMinutes(5),
            Duration.ofMinutes(10),
            Duration.ofMinutes(15),
            Duration.ofMinutes(30),
            HOUR,
            Duration.ofHours(2),
            Duration.ofHours(3),
            Duration.ofHours(4),
            Duration.ofHours(6),
            Duration.ofHours(12),
            DAY,
            Duration.ofDays(2),
            Duration.ofDays(4),
            Duration.ofDays(7),
            Duration.ofDays(14),
            Duration.ofDays(28),
            Duration.ofDays(91),
            Duration.ofDays(364));

    /**
     * A range in the shortest round stretches of which there are so many at most, and one more where it begins inside one.
     *
     * @throws IllegalArgumentException when nothing lies between the two
     */
    public static Course of(Instant since, Instant until, int most) {
        if (!since.isBefore(until)) {
            throw new IllegalArgumentException("The range ends before it begins: " + since + " to " + until);
        }
        var whole = Duration.between(since, until);
        var least = whole.compareTo(FEW_ROWS) <= 0 ? Duration.ZERO : whole.compareTo(BY_DAY) < 0 ? HOUR : DAY;
        var width = WIDTHS.stream()
                .filter(each ->
                        each.compareTo(least) >= 0 && each.multipliedBy(most).compareTo(whole) >= 0)
                .findFirst()
                .orElseGet(() -> DAY.multipliedBy(whole.toDays() / most + 1));
        return new Course(since, until, width);
    }

    /** How many stretches there are. */
    public int size() {
        return Math.toIntExact(place(until.minusNanos(1)) - place(since) + 1);
    }

    /** In which stretch a moment lies; one outside the range lies in the first or the last one. */
    public int indexOf(Instant time) {
        return Math.clamp(place(time) - place(since), 0, size() - 1);
    }

    /** When a stretch begins; of the first one that may be before the range. */
    public Instant start(int index) {
        return Instant.ofEpochSecond((place(since) + index) * width.toSeconds());
    }

    /** The first moment of a stretch that lies in the range. */
    public Instant from(int index) {
        return index == 0 ? since : start(index);
    }

    /** The first moment behind a stretch, or behind the range. */
    public Instant to(int index) {
        return index >= size() - 1 ? until : start(index + 1);
    }

    private long place(Instant time) {
        return Math.floorDiv(time.getEpochSecond(), width.toSeconds());
    }
}
