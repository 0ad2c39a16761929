package dev.runtree.ui.run;

import java.util.List;

/**
 * How time is laid out: as it passed, or with idle gaps shrunk to breaks of one width. Real times and laid-out ones are both
 * in nanoseconds from the start of the whole.
 */
public final class TimeScale {
    /** A break's share of the rest. */
    private static final double BREAK = 0.03;

    private final double whole;
    private final double[] from;
    private final double[] to;
    /** Where each gap begins as it is laid out. */
    private final double[] at;

    private final double width;

    private TimeScale(double whole, double[] from, double[] to) {
        this.whole = whole;
        this.from = from;
        this.to = to;
        this.at = new double[from.length];
        var idle = 0.0;
        for (var i = 0; i < from.length; i++) {
            idle += to[i] - from[i];
        }
        var shortest = Double.MAX_VALUE;
        for (var i = 0; i < from.length; i++) {
            shortest = Math.min(shortest, to[i] - from[i]);
        }
        width = from.length == 0 ? 0 : Math.min(shortest, Math.max(1, (whole - idle) * BREAK));
        var cut = 0.0;
        for (var i = 0; i < from.length; i++) {
            at[i] = from[i] - cut;
            cut += to[i] - from[i] - width;
        }
    }

    /** Time as it passed. */
    static TimeScale even(double whole) {
        return new TimeScale(whole, new double[0], new double[0]);
    }

    /** @param origin the start of the whole, in nanoseconds since the epoch */
    static TimeScale without(List<IdleGaps.Gap> gaps, long origin, double whole) {
        return new TimeScale(
                whole,
                gaps.stream().mapToDouble(gap -> (double) (gap.from() - origin)).toArray(),
                gaps.stream().mapToDouble(gap -> (double) (gap.to() - origin)).toArray());
    }

    /** How long all of it is, as it is laid out. */
    double length() {
        return laidOut(whole);
    }

    double whole() {
        return whole;
    }

    int breaks() {
        return from.length;
    }

    double breakFrom(int i) {
        return from[i];
    }

    double breakTo(int i) {
        return to[i];
    }

    double laidOut(double time) {
        var gap = last(from, time);
        if (gap < 0) {
            return time;
        }
        return time < to[gap]
                ? at[gap] + (time - from[gap]) / (to[gap] - from[gap]) * width
                : at[gap] + width + (time - to[gap]);
    }

    double real(double place) {
        var gap = last(at, place);
        if (gap < 0) {
            return place;
        }
        var into = place - at[gap];
        return into < width ? from[gap] + into / width * (to[gap] - from[gap]) : to[gap] + (into - width);
    }

    /** The last that is not above a value, or -1. */
    private static int last(double[] ascending, double value) {
        var low = 0;
        var high = ascending.length;
        while (low < high) {
            var middle = (low + high) >>> 1;
            if (ascending[middle] <= value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }
}
