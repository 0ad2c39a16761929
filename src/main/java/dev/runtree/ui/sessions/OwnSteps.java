package dev.runtree.ui.sessions;

import dev.runtree.model.Run;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.Trace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Collectors;

/** Which steps a run did itself: what a member of a team says is not its leader's answer. */
final class OwnSteps {
    private OwnSteps() {}

    /** Without those of runs beneath it, and of runs beside and above it. */
    static List<Span> of(Run run, Trace trace) {
        var runs = trace.runs().stream().map(Run::id).collect(Collectors.toSet());
        var owners = new HashMap<String, SpanId>();
        var own = new ArrayList<Span>();
        for (var span : trace.spans()) {
            var above = owners.getOrDefault(
                    String.valueOf(span.parentSpanId()), trace.run().id());
            var owner = runs.contains(span.id()) ? span.id() : above;
            owners.put(span.id().spanId(), owner);
            if (owner.equals(run.id())) {
                own.add(span);
            }
        }
        return own;
    }
}
