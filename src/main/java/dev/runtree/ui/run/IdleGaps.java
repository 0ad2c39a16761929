package dev.runtree.ui.run;

import dev.runtree.model.SpanKind;
import dev.runtree.model.SpanOrder;
import dev.runtree.ui.run.Look.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The stretches of a run in which nothing worked: no model, no tool, nothing but steps that wait for others or for a person.
 * Stretches too short to be worth a break are left out.
 *
 * @param gaps by time, none touching another
 * @param share of the whole run that they take, 0 to 1
 */
record IdleGaps(List<Gap> gaps, double share) {
    static final IdleGaps NONE = new IdleGaps(List.of(), 0);

    /** The least that a gap takes of the whole to be one. */
    private static final double LEAST = 0.02;

    /** From so much idle time on, leaving it out is offered. */
    private static final double MUCH = 0.5;

    /** Nanoseconds since 1970-01-01T00:00Z. */
    record Gap(long from, long to) {
        double length() {
            return (double) to - from;
        }
    }

    IdleGaps {
        gaps = List.copyOf(gaps);
    }

    /** @param end of the whole run, to which also go the steps that still run */
    static IdleGaps of(SpanOrder spans, long start, long end) {
        var starts = new long[spans.size()];
        var ends = new long[spans.size()];
        var count = 0;
        for (var i = 0; i < spans.size(); i++) {
            if (works(spans, i)) {
                var span = spans.span(i);
                var ended = span.endNanos();
                starts[count] = span.startNanos();
                ends[count++] = Math.max(span.startNanos(), ended == null ? end : ended);
            }
        }
        return count == 0 ? NONE : between(Arrays.copyOf(starts, count), Arrays.copyOf(ends, count), start, end);
    }

    /** Between as many starts as ends nothing goes on. */
    private static IdleGaps between(long[] starts, long[] ends, long start, long end) {
        Arrays.sort(starts);
        Arrays.sort(ends);
        var least = LEAST * ((double) end - start);
        var gaps = new ArrayList<Gap>();
        add(gaps, new Gap(start, starts[0]), least);
        for (var i = 1; i < starts.length; i++) {
            add(gaps, new Gap(ends[i - 1], starts[i]), least);
        }
        add(gaps, new Gap(ends[ends.length - 1], end), least);
        var idle = gaps.stream().mapToDouble(Gap::length).sum();
        return new IdleGaps(gaps, gaps.isEmpty() ? 0 : idle / ((double) end - start));
    }

    private static void add(List<Gap> gaps, Gap gap, double least) {
        if (gap.to() > gap.from() && gap.length() >= least) {
            gaps.add(gap);
        }
    }

    /** A step that holds others does not work itself, and an approval waits for a person. */
    private static boolean works(SpanOrder spans, int i) {
        var kind = spans.span(i).kind();
        var shape = Look.of(kind).shape();
        var structure = shape == Shape.BRACKET || shape == Shape.DOUBLE_BRACKET || shape == Shape.ARROW;
        return kind != SpanKind.APPROVAL && (!structure || spans.end(i) == i + 1);
    }

    boolean much() {
        return share > MUCH;
    }
}
