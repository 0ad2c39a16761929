package dev.runtree.ui.run;

import dev.runtree.model.Run;
import dev.runtree.model.SelfTimes;
import dev.runtree.model.Span;
import dev.runtree.model.Trace;
import java.util.List;

/** A trace made ready to be drawn, off the FX thread. */
record RunSpans(
        SpanForest forest,
        Sums sums,
        SelfTimes selfTimes,
        PathStretches criticalPath,
        IdleGaps idle,
        Overview overview,
        long start,
        long end,
        boolean running) {

    static final RunSpans NONE = of(SpanForest.of(List.of()), List.of(), List.of());

    static RunSpans of(Trace trace) {
        return of(SpanForest.of(trace.spans()), trace.spans(), trace.runs());
    }

    private static RunSpans of(SpanForest forest, List<Span> spans, List<Run> runs) {
        var start = forest.size() == 0 ? 0 : forest.span(0).startNanos();
        var end = start;
        var running = false;
        for (var i = 0; i < forest.size(); i++) {
            var span = forest.span(i);
            start = Math.min(start, span.startNanos());
            end = Math.max(end, span.endNanos() == null ? span.startNanos() : span.endNanos());
            running |= isRunning(span);
        }
        var path = PathStretches.of(forest, spans);
        return new RunSpans(
                forest,
                Sums.of(forest, runs),
                SelfTimes.of(forest),
                path,
                IdleGaps.of(forest, start, end),
                Overview.of(forest, path, start, end),
                start,
                end,
                running);
    }

    static boolean isRunning(Span span) {
        return span.endNanos() == null;
    }
}
