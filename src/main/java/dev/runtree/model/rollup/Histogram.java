package dev.runtree.model.rollup;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Counts of durations on a logarithmic scale: place n holds those from 1.1^(n-1) to 1.1^n microseconds, place 0 those of up to
 * one. Any duration is told within 5 % of what it was. Histograms are added and taken away like numbers, so a count may be
 * negative in a difference.
 */
public final class Histogram {
    public static final Histogram EMPTY = new Histogram(0, new long[0]);

    private static final double BASE = 1.1;
    private static final double LOG_OF_BASE = Math.log(BASE);

    private final int first;
    private final long[] counts;

    private Histogram(int first, long[] counts) {
        this.first = first;
        this.counts = counts;
    }

    /** @param counts of the places from {@code first} on */
    public static Histogram of(int first, long... counts) {
        var from = 0;
        var to = counts.length;
        while (from < to && counts[from] == 0) {
            from++;
        }
        while (to > from && counts[to - 1] == 0) {
            to--;
        }
        return from == to ? EMPTY : new Histogram(first + from, Arrays.copyOfRange(counts, from, to));
    }

    /** The place of a duration in microseconds; one that is negative, by clocks that disagree, counts as none. */
    public static int place(long micros) {
        return micros <= 1 ? 0 : (int) Math.ceil(Math.log((double) micros) / LOG_OF_BASE);
    }

    /** The duration that stands for those at a place, in microseconds. */
    static double duration(int place) {
        return place == 0 ? 1 : Math.pow(BASE, place - 0.5);
    }

    /** The first place that counts anything. */
    public int first() {
        return first;
    }

    /** How many lie at each place, from the first one on. */
    public long[] counts() {
        return counts.clone();
    }

    public boolean isEmpty() {
        return counts.length == 0;
    }

    /** How many durations it holds. */
    public long total() {
        return Arrays.stream(counts).sum();
    }

    public Histogram plus(Histogram other) {
        return plus(other, 1);
    }

    public Histogram minus(Histogram other) {
        return plus(other, -1);
    }

    private Histogram plus(Histogram other, int sign) {
        if (other.isEmpty() || (isEmpty() && sign > 0)) {
            return other.isEmpty() ? this : other;
        }
        var from = isEmpty() ? other.first : Math.min(first, other.first);
        var to = Math.max(first + counts.length, other.first + other.counts.length);
        var sum = new long[to - from];
        System.arraycopy(counts, 0, sum, isEmpty() ? 0 : first - from, counts.length);
        for (var i = 0; i < other.counts.length; i++) {
            sum[other.first - from + i] += sign * other.counts[i];
        }
        return of(from, sum);
    }

    /**
     * The duration in microseconds that a share of all durations does not exceed, within 5 %; {@code null} when there is none.
     *
     * @param share from 0 to 1, such as 0.95
     */
    public @Nullable Double percentile(double share) {
        var rank = Math.max(1, (long) Math.ceil(share * total()));
        var passed = 0L;
        for (var i = 0; i < counts.length; i++) {
            passed += counts[i];
            if (passed >= rank) {
                return duration(first + i);
            }
        }
        return null;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Histogram that && first == that.first && Arrays.equals(counts, that.counts);
    }

    @Override
    public int hashCode() {
        return 31 * first + Arrays.hashCode(counts);
    }

    @Override
    public String toString() {
        return first + ":" + Arrays.toString(counts);
    }
}
