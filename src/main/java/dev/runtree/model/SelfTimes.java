package dev.runtree.model;

import org.jspecify.annotations.Nullable;

/** The time that steps spent themselves: what of their duration no child covers, children that overlap counted once. */
public final class SelfTimes {
    private static final long UNKNOWN = -1;

    private final long[] nanos;

    private SelfTimes(long[] nanos) {
        this.nanos = nanos;
    }

    public static SelfTimes of(SpanOrder tree) {
        // Siblings are ordered by start, so one pass with the furthest end so far is enough for each parent.
        var nanos = new long[tree.size()];
        var coveredUntil = new long[tree.size()];
        for (int i = 0; i < nanos.length; i++) {
            Span span = tree.span(i);
            Long duration = span.durationNanos();
            nanos[i] = duration == null ? UNKNOWN : duration;
            coveredUntil[i] = span.startNanos();
            int parent = tree.parent(i);
            if (parent >= 0 && nanos[parent] != UNKNOWN) {
                long end = Math.min(end(span), end(tree.span(parent)));
                long start = Math.max(span.startNanos(), coveredUntil[parent]);
                nanos[parent] -= Math.max(0, end - start);
                coveredUntil[parent] = Math.max(coveredUntil[parent], end);
            }
        }
        return new SelfTimes(nanos);
    }

    /** A step that still runs covers its parent to the end. */
    private static long end(Span span) {
        Long end = span.endNanos();
        return end == null ? Long.MAX_VALUE : end;
    }

    /** Nanoseconds of the span at this place of the tree; {@code null} while it runs. */
    public @Nullable Long nanos(int place) {
        return nanos[place] == UNKNOWN ? null : Long.valueOf(nanos[place]);
    }
}
