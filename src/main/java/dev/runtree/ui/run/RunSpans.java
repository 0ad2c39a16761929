package dev.runtree.ui.run;

import dev.runtree.model.Figures;
import dev.runtree.model.Run;
import dev.runtree.model.RunStatus;
import dev.runtree.model.SelfTimes;
import dev.runtree.model.Span;
import dev.runtree.model.SpanStatus;
import dev.runtree.model.Trace;
import dev.runtree.store.Beginnings;
import dev.runtree.ui.Messages;
import java.util.List;
import java.util.Locale;

/** A trace made ready to be drawn, off the FX thread. */
record RunSpans(
        SpanForest forest,
        Beginnings beginnings,
        Sums sums,
        SelfTimes selfTimes,
        PathStretches criticalPath,
        IdleGaps idle,
        Overview overview,
        long start,
        long end,
        Going going) {

    /** Whether steps without an end go on. */
    enum Going {
        /** Nobody has heard of them for long, or what they belong to has ended. */
        NO,
        /** They wait for a person. */
        WAITS,
        RUNS;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static final RunSpans NONE = of(SpanForest.of(List.of()), Beginnings.OF_ALL, List.of(), List.of());

    static RunSpans of(Trace trace) {
        return of(trace, Beginnings.OF_ALL);
    }

    /** @param beginnings what the spans tell of their inputs and outputs */
    static RunSpans of(Trace trace, Beginnings beginnings) {
        return of(SpanForest.of(trace.spans()), beginnings, trace.spans(), trace.runs());
    }

    private static RunSpans of(SpanForest forest, Beginnings beginnings, List<Span> spans, List<Run> runs) {
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
                beginnings,
                Sums.of(forest, runs),
                SelfTimes.of(forest),
                path,
                IdleGaps.of(forest, start, end),
                Overview.of(forest, path, start, end),
                start,
                end,
                running ? going(runs) : Going.NO);
    }

    private static Going going(List<Run> runs) {
        var going = Going.NO;
        for (var run : runs) {
            if (run.status() == RunStatus.RUNNING) {
                return Going.RUNS;
            }
            going = run.status() == RunStatus.PAUSED ? Going.WAITS : going;
        }
        return going;
    }

    /** Whether time goes on in it. */
    boolean running() {
        return going != Going.NO;
    }

    /** The status of a step as its row says it, in a word; empty when there is nothing to say. */
    String word(Span span) {
        if (span.failed() || !isRunning(span)) {
            return span.status() == SpanStatus.UNSET ? "" : span.status().word();
        }
        return Messages.text("run.going." + going.word());
    }

    /** Its duration, or how long it has been going on by now; of a step that ended unseen nobody knows. */
    String duration(Span span, long now) {
        var duration = span.durationNanos();
        return duration != null
                ? Figures.duration(duration)
                : going == Going.NO ? word(span) : Figures.running(Math.max(0, now - span.startNanos()));
    }

    static boolean isRunning(Span span) {
        return span.endNanos() == null;
    }
}
