package dev.runtree.store;

import dev.runtree.model.Run;
import dev.runtree.model.RunStatus;
import dev.runtree.model.Source;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanTree;
import dev.runtree.model.TraceRuns;
import dev.runtree.model.TraceRuns.DerivedRun;
import dev.runtree.model.TraceSpans;
import dev.runtree.store.StoredSpans.Texts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A trace with the runs that its spans make. */
final class DerivedTrace {
    private final KnownTrace trace;
    private final SpanTree tree;
    private final TraceRuns derived;
    private final List<DerivedRun> runs;

    DerivedTrace(KnownTrace trace) {
        this.trace = trace;
        this.tree = trace.spans().tree();
        this.derived = TraceRuns.of(tree);
        this.runs = new ArrayList<>(derived.runs());
    }

    KnownTrace trace() {
        return trace;
    }

    SpanTree tree() {
        return tree;
    }

    TraceRuns derived() {
        return derived;
    }

    /** The rows of its runs, once {@link #fillIn} has been called. */
    List<DerivedRun> runs() {
        return runs;
    }

    Run top() {
        return derived.top();
    }

    /** Whether a process of ours should be keeping it alive. */
    boolean isLeased() {
        for (var each : runs) {
            var run = each.run();
            if (run.status() == RunStatus.RUNNING
                    && (run.source() == Source.RUNTIME || run.source() == Source.REPLAY)) {
                return true;
            }
        }
        return false;
    }

    /** The ids of the spans whose texts the runs show. */
    Set<String> quoted() {
        var quoted = new HashSet<String>();
        for (var i = 0; i < runs.size(); i++) {
            add(derived.askedAt(i), quoted);
            add(derived.answeredAt(i), quoted);
        }
        return quoted;
    }

    private void add(int place, Set<String> quoted) {
        if (place >= 0) {
            quoted.add(tree.span(place).id().spanId());
        }
    }

    /** The spans whose texts the runs show and that let them go. */
    List<Span> spansWithoutTexts() {
        var found = new ArrayList<Span>();
        for (var i = 0; i < runs.size(); i++) {
            var run = runs.get(i).run();
            if (TraceSpans.LEFT_OUT.equals(run.input())) {
                found.add(tree.span(derived.askedAt(i)));
            }
            if (TraceSpans.LEFT_OUT.equals(run.output())) {
                found.add(tree.span(derived.answeredAt(i)));
            }
        }
        return found;
    }

    /** Gives those spans their texts again, and the runs that show them. */
    void fillIn(Map<SpanId, Texts> texts) {
        for (var span : spansWithoutTexts()) {
            var found = texts.getOrDefault(span.id(), Texts.NONE);
            trace.spans().put(span.withTexts(found.input(), found.output()));
        }
        for (var i = 0; i < runs.size(); i++) {
            var run = runs.get(i).run();
            if (TraceSpans.LEFT_OUT.equals(run.input()) || TraceSpans.LEFT_OUT.equals(run.output())) {
                var asked = now(derived.askedAt(i));
                var answered = now(derived.answeredAt(i));
                runs.set(
                        i,
                        new DerivedRun(
                                run.withTexts(
                                        asked == null ? null : asked.input(),
                                        answered == null ? null : answered.output()),
                                runs.get(i).lastSignNanos()));
            }
        }
    }

    private @Nullable Span now(int place) {
        return place < 0 ? null : trace.spans().get(tree.span(place).id().spanId());
    }
}
