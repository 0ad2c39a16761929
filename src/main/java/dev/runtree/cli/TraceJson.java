package dev.runtree.cli;

import dev.runtree.model.Content;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Run;
import dev.runtree.model.SelfTimes;
import dev.runtree.model.Span;
import dev.runtree.model.SpanTree;
import dev.runtree.model.Trace;
import java.util.List;

/** {@code {"run", "runs", "spans"}}: what {@code show --json} prints. */
final class TraceJson {
    private final Json json;
    private final Trace trace;
    private final Payloads payloads;

    /** @param payloads of the trace's spans; empty when they were not asked for */
    TraceJson(Json json, Trace trace, List<RecordedSpan> payloads) {
        this.json = json;
        this.trace = trace;
        this.payloads = new Payloads(payloads);
    }

    void write() {
        json.startObject().key("run");
        run(trace.run());
        json.key("runs").startArray();
        trace.runs().forEach(this::run);
        json.endArray().key("spans").startArray();
        spans();
        var removedAt = trace.stepsRemovedAt();
        json.endArray();
        if (removedAt != null) {
            json.text("steps_removed_at", removedAt.toString());
        }
        json.endObject().endLine();
    }

    private void spans() {
        var tree = SpanTree.of(trace.spans());
        var selfTimes = SelfTimes.of(tree);
        for (int place = 0; place < tree.size(); place++) {
            Span span = tree.span(place);
            SpanJson.begin(json, span, tree.depth(place), selfTimes.nanos(place));
            payloads.of(span.id())
                    .ifPresent(recorded -> SpanJson.payload(json, recorded.content(), recorded.payload()));
            json.endObject();
        }
    }

    /** With payloads, a run's input and output are whole as well. */
    private void run(Run run) {
        RunJson.write(
                json,
                run,
                payloads.whole(run.id(), run.input(), Content::input),
                payloads.whole(run.id(), run.output(), Content::output));
    }
}
