package dev.runtree.ui.run;

/**
 * The stretch of time that the lane shows, and the mapping of times to pixels. Times are nanoseconds since the epoch;
 * {@code from} and {@code length} are relative to {@code origin}, so that a double keeps every nanosecond, and are laid out
 * by {@code scale}.
 *
 * @param origin where the whole begins
 * @param scale of the whole, which is at least 1 long
 * @param from where the view begins, from 0
 * @param length the length of the view, at most that of the whole
 */
public record TimeView(long origin, TimeScale scale, double from, double length) {
    private static final double SHORTEST = 1_000;

    /** Shows all of it. */
    public static TimeView of(long start, long end) {
        return of(start, TimeScale.even(between(start, end)));
    }

    static TimeView of(long start, TimeScale scale) {
        return new TimeView(start, scale, 0, scale.length());
    }

    /** From one time to another, at least 1. */
    static double between(long start, long end) {
        var between = end - start;
        // Further apart than a long can say, nanoseconds do not matter.
        return between < 0 && end > start ? (double) end - (double) start : Math.max(1.0, (double) between);
    }

    /** The same stretch of a whole that has grown; a view that showed all goes on showing all. */
    TimeView grown(long start, long end) {
        return on(start, TimeScale.even(between(start, end)));
    }

    /** The same stretch of time, laid out in another way or of a whole that has grown; what showed all goes on showing all. */
    TimeView on(long start, TimeScale other) {
        var all = of(start, other);
        if (showsAll()) {
            return all;
        }
        var moved = (double) origin - start;
        var first = other.laidOut(scale.real(from) + moved);
        return all.at(first, other.laidOut(scale.real(from + length) + moved) - first);
    }

    boolean showsAll() {
        return from <= 0 && length >= whole();
    }

    double whole() {
        return scale.length();
    }

    /** Where a time lies, 0 to 1 inside the view. */
    double share(long time) {
        return (scale.laidOut((double) (time - origin)) - from) / length;
    }

    /** The time at a share of the view, in nanoseconds from the origin. */
    double time(double share) {
        return scale.real(from + share * length);
    }

    /** Shows less for a factor under 1, more above, and keeps the time at {@code share} in its place. */
    TimeView zoom(double factor, double share) {
        var wanted = Math.clamp(length * factor, Math.min(SHORTEST, whole()), whole());
        return at(from + share * (length - wanted), wanted);
    }

    /** Moves by a share of the view's length. */
    TimeView pan(double share) {
        return at(from + share * length, length);
    }

    /** Shows a span with a little room on both sides. */
    TimeView fit(long start, long end) {
        var first = scale.laidOut((double) (start - origin));
        var last = scale.laidOut((double) (end - origin));
        var room = Math.max((last - first) * 0.04, SHORTEST / 2);
        return at(first - room, last - first + 2 * room);
    }

    /** Shows the part between two shares of the view. */
    TimeView part(double one, double other) {
        var least = Math.min(SHORTEST, whole());
        return at(from + Math.min(one, other) * length, Math.max(least, Math.abs(other - one) * length));
    }

    /** A stretch in which the middle is somewhere else, 0 to 1 of the whole. */
    TimeView around(double share) {
        return at(share * whole() - length / 2, length);
    }

    TimeView all() {
        return of(origin, scale);
    }

    private TimeView at(double wantedFrom, double wantedLength) {
        var fitting = Math.clamp(wantedLength, Math.min(1.0, whole()), whole());
        return new TimeView(origin, scale, Math.clamp(wantedFrom, 0.0, whole() - fitting), fitting);
    }
}
