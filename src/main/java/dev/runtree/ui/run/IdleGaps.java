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
 * @param start of the whole run, in nanoseconds since the epoch, as all times
 * @param end of the whole run, or its last sign while it goes on
 * @param idleSince when the last step ended that worked; {@link #BUSY} while one works
 */
record IdleGaps(List<Gap> gaps, long start, long end, long idleSince) {
    static final long BUSY = Long.MAX_VALUE;
    static final IdleGaps NONE = new IdleGaps(List.of(), 0, 0, BUSY);

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

    /** @param end of the whole run, to which also go the steps that have no end */
    static IdleGaps of(SpanOrder spans, long start, long end) {
        var starts = new long[spans.size()];
        var ends = new long[spans.size()];
        var count = 0;
        var busy = false;
        for (var i = 0; i < spans.size(); i++) {
            if (works(spans, i)) {
                var span = spans.span(i);
                var ended = span.endNanos();
                busy |= ended == null;
                starts[count] = span.startNanos();
                ends[count++] = Math.max(span.startNanos(), ended == null ? end : ended);
            }
        }
        return count == 0
                ? new IdleGaps(List.of(), start, end, BUSY)
                : between(Arrays.copyOf(starts, count), Arrays.copyOf(ends, count), start, end, busy);
    }

    /** Between as many starts as ends nothing goes on. */
    private static IdleGaps between(long[] starts, long[] ends, long start, long end, boolean busy) {
        Arrays.sort(starts);
        Arrays.sort(ends);
        var gaps = new ArrayList<Gap>();
        gaps.add(new Gap(start, starts[0]));
        for (var i = 1; i < starts.length; i++) {
            gaps.add(new Gap(ends[i - 1], starts[i]));
        }
        var last = ends[ends.length - 1];
        gaps.add(new Gap(last, end));
        return new IdleGaps(worthIt(gaps, start, end), start, end, busy ? BUSY : last);
    }

    private static List<Gap> worthIt(List<Gap> gaps, long start, long end) {
        var least = LEAST * ((double) end - start);
        return gaps.stream()
                .filter(gap -> gap.to() > gap.from() && gap.length() >= least)
                .toList();
    }

    /** The same of a run that still goes on at a later time: what has not worked since has been idle until then. */
    IdleGaps until(long now) {
        if (now <= end) {
            return this;
        }
        var until = new ArrayList<>(gaps);
        if (idleSince != BUSY) {
            until.removeIf(gap -> gap.from() >= idleSince);
            until.add(new Gap(idleSince, now));
        }
        return new IdleGaps(worthIt(until, start, now), start, now, idleSince);
    }

    /** A step that holds others does not work itself, and an approval waits for a person. */
    private static boolean works(SpanOrder spans, int i) {
        var kind = spans.span(i).kind();
        var shape = Look.of(kind).shape();
        var structure = shape == Shape.BRACKET || shape == Shape.DOUBLE_BRACKET || shape == Shape.ARROW;
        return kind != SpanKind.APPROVAL && (!structure || spans.end(i) == i + 1);
    }

    /** How long nothing worked, in nanoseconds. */
    double idle() {
        return gaps.stream().mapToDouble(Gap::length).sum();
    }

    /** How long all of it is, in nanoseconds. */
    double whole() {
        return (double) end - start;
    }

    boolean much() {
        return idle() > MUCH * whole();
    }
}
