package dev.runtree.replay;

import dev.runtree.model.Run;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import io.opentelemetry.sdk.trace.IdGenerator;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** New ids for the steps of a replay, which is a trace of its own; what the recorded steps name by one id has one here too. */
final class ReplayIds {
    private final IdGenerator random = IdGenerator.random();
    private final Run run;
    private final Set<String> steps;
    private final String traceId = random.generateTraceId();
    private final Map<String, String> spanIds = new HashMap<>();

    /** @param recorded all steps of the run */
    ReplayIds(Run run, Collection<Span> recorded) {
        this.run = run;
        steps = recorded.stream().map(span -> span.id().spanId()).collect(Collectors.toSet());
    }

    SpanId of(Span recorded) {
        return of(recorded.id().spanId());
    }

    /** The parent of a replayed step; {@code null} for the first ones, wherever the recorded run had been started. */
    @Nullable String parent(Span recorded) {
        var parent = recorded.parentSpanId();
        return parent == null || !steps.contains(parent) || recorded.id().equals(run.id())
                ? null
                : of(parent).spanId();
    }

    private SpanId of(String spanId) {
        return new SpanId(traceId, spanIds.computeIfAbsent(spanId, known -> random.generateSpanId()));
    }
}
