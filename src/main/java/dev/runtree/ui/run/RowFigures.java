package dev.runtree.ui.run;

import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.Trace;
import dev.runtree.model.Usage;

/** What the rows of a run's tree say of its steps, for who draws them elsewhere. Made off the JavaFX thread. */
public final class RowFigures {
    private final SpanForest forest;
    private final Sums sums;
    private final long start;
    private final long end;

    private RowFigures(SpanForest forest, Sums sums, long start, long end) {
        this.forest = forest;
        this.sums = sums;
        this.start = start;
        this.end = end;
    }

    public static RowFigures of(Trace trace) {
        var forest = SpanForest.of(trace.spans());
        var start = forest.size() == 0 ? 0 : Long.MAX_VALUE;
        var end = forest.size() == 0 ? 0 : Long.MIN_VALUE;
        for (var span : trace.spans()) {
            start = Math.min(start, span.startNanos());
            end = Math.max(end, span.endNanos() == null ? span.startNanos() : span.endNanos());
        }
        return new RowFigures(forest, Sums.of(forest, trace.runs()), start, end);
    }

    /** What the step used with all beneath it. */
    public Usage usage(Span step) {
        var at = place(step.id());
        return at < 0 ? step.usage() : sums.usage(at);
    }

    /** Whether it failed and nothing beneath it did. */
    public boolean failedHere(Span step) {
        var at = place(step.id());
        return at >= 0 && forest.errorStarts(at);
    }

    private int place(SpanId id) {
        return forest.indexOf(id);
    }

    /** When the first step began, in nanoseconds since the epoch. */
    public long start() {
        return start;
    }

    /** When the last one ended, as far as is known. */
    public long end() {
        return end;
    }
}
