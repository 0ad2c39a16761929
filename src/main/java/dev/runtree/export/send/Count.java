package dev.runtree.export.send;

import dev.runtree.export.send.Backfill.Sent;
import dev.runtree.model.SpanId;
import dev.runtree.store.Refusal;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Counts what is sent, each span once by what became of it last, however often its trace goes again. */
final class Count {
    private Sent finished = Sent.NOTHING;

    /** Of traces of which something is left to be sent. */
    private final Set<SpanId> taken = new HashSet<>();

    private final Set<SpanId> passedOver = new HashSet<>();
    private final Map<SpanId, Refusal> refused = new HashMap<>();

    /** @param traces of which nothing is left to be sent */
    void add(Outcome outcome, Collection<String> traces) {
        for (var span : outcome.taken()) {
            taken.add(span);
            refused.remove(span);
        }
        for (var refusal : outcome.refused()) {
            refused.put(refusal.span(), refusal);
            taken.remove(refusal.span());
        }
        passedOver.addAll(outcome.passedOver());
        // What stopped comes again, with what was left out of it.
        finished = finished.plusRejected(outcome.stop() == null ? outcome.rejected() : 0);
        settle(Set.copyOf(traces));
    }

    private void settle(Set<String> traces) {
        finished = finished.plus(
                count(taken, traces),
                refused.values().stream()
                        .filter(refusal -> traces.contains(refusal.span().traceId()))
                        .toList(),
                count(passedOver, traces));
        taken.removeIf(span -> traces.contains(span.traceId()));
        passedOver.removeIf(span -> traces.contains(span.traceId()));
        refused.keySet().removeIf(span -> traces.contains(span.traceId()));
    }

    private static long count(Set<SpanId> spans, Set<String> traces) {
        return spans.stream().filter(span -> traces.contains(span.traceId())).count();
    }

    /** Also what went of traces that are not finished. */
    Sent all(int traces) {
        return finished.plus(taken.size(), refused.values(), passedOver.size()).withTraces(traces);
    }
}
