package dev.runtree.bench.load;

import java.util.Arrays;
import java.util.Locale;

/** How long something took, each time. */
public final class Latencies {
    private static final double NANOS_OF_MILLI = 1e6;

    private long[] nanos = new long[1_024];
    private int size;
    private boolean sorted;

    public synchronized void add(long took) {
        if (size == nanos.length) {
            nanos = Arrays.copyOf(nanos, size * 2);
        }
        nanos[size++] = took;
        sorted = false;
    }

    public synchronized int size() {
        return size;
    }

    /**
     * The smallest of them that so many are not larger than.
     *
     * @param part 0.5 for the median
     * @return milliseconds; NaN when there are none
     */
    public synchronized double millis(double part) {
        if (size == 0) {
            return Double.NaN;
        }
        if (!sorted) {
            Arrays.sort(nanos, 0, size);
            sorted = true;
        }
        return nanos[Math.clamp((int) Math.ceil(part * size) - 1, 0, size - 1)] / NANOS_OF_MILLI;
    }

    /** {@code p50 1.2 ms, p95 3.4 ms, p99 5.6 ms, longest 7.8 ms}. */
    @Override
    public String toString() {
        if (size() == 0) {
            return "-";
        }
        return String.format(
                Locale.ROOT,
                "p50 %.1f ms, p95 %.1f ms, p99 %.1f ms, longest %.1f ms",
                millis(0.5),
                millis(0.95),
                millis(0.99),
                millis(1));
    }
}
