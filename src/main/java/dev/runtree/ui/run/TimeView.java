package dev.runtree.ui.run;

/**
 * The stretch of time that the lane shows, and the mapping of times to pixels. Times are nanoseconds since the epoch;
 * {@code from} and {@code length} are relative to {@code origin}, so that a double keeps every nanosecond.
 *
 * @param origin where the whole begins
 * @param whole the length of the whole, at least 1
 * @param from where the view begins, from 0
 * @param length the length of the view, at most {@code whole}
 */
record TimeView(long origin, double whole, double from, double length) {
    private static final double SHORTEST = 1_000;

    /** Shows all of it. */
    static TimeView of(long start, long end) {
        var between = end - start;
        // Further apart than a long can say, nanoseconds do not matter.
        var whole = between < 0 && end > start ? (double) end - (double) start : Math.max(1.0, (double) between);
        return new TimeView(start, whole, 0, whole);
    }

    /** The same stretch of a whole that has grown; a view that showed all goes on showing all. */
    TimeView grown(long start, long end) {
        var all = of(start, end);
        return showsAll() ? all : all.at(from + ((double) origin - start), length);
    }

    boolean showsAll() {
        return from <= 0 && length >= whole;
    }

    /** Where a time lies, 0 to 1 inside the view. */
    double share(long time) {
        return ((double) (time - origin) - from) / length;
    }

    /** Shows less for a factor under 1, more above, and keeps the time at {@code share} in its place. */
    TimeView zoom(double factor, double share) {
        var wanted = Math.clamp(length * factor, Math.min(SHORTEST, whole), whole);
        return at(from + share * (length - wanted), wanted);
    }

    /** Moves by a share of the view's length. */
    TimeView pan(double share) {
        return at(from + share * length, length);
    }

    /** Shows a span with a little room on both sides. */
    TimeView fit(long start, long end) {
        var room = Math.max((end - start) * 0.04, SHORTEST / 2);
        return at((start - origin) - room, (end - start) + 2 * room);
    }

    TimeView all() {
        return new TimeView(origin, whole, 0, whole);
    }

    private TimeView at(double wantedFrom, double wantedLength) {
        var fitting = Math.clamp(wantedLength, 1.0, whole);
        return new TimeView(origin, whole, Math.clamp(wantedFrom, 0.0, whole - fitting), fitting);
    }
}
