package dev.runtree.replay.live;

import dev.runtree.agent.trace.Recorder;
import dev.runtree.agent.trace.StepSpan;
import dev.runtree.model.Payload;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Run;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import dev.runtree.model.Trace;
import dev.runtree.otlp.ReplayedSpan;
import dev.runtree.replay.RecordSource;
import dev.runtree.replay.RecordedStep;
import io.opentelemetry.sdk.trace.IdGenerator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Stores steps of a record once more in the trace of a replay, marked as recorded: they take no time and use nothing. */
final class RecordedSpans {
    private static final int TOGETHER = 100;
    private static final long APART_NANOS = 1_000;

    private final RecordSource source;
    private final Recorder recorder;
    private final Trace trace;
    private final Set<SpanId> runs;
    private final IdGenerator ids = IdGenerator.random();

    /** @param trace what the record was read from */
    RecordedSpans(RecordSource source, Recorder recorder, Trace trace) {
        this.source = source;
        this.recorder = recorder;
        this.trace = trace;
        this.runs = trace.runs().stream().map(Run::id).collect(Collectors.toCollection(HashSet::new));
    }

    /**
     * Stores steps, one behind the other in time.
     *
     * @param kept parents before their children
     * @param run beneath which those stand that have no parent among them
     * @param replayOf the run id of the run that they are of
     */
    void write(List<RecordedStep> kept, StepSpan run, String replayOf) {
        var places = places(kept, run, replayOf);
        for (var from = 0; from < kept.size(); from += TOGETHER) {
            var part = kept.subList(from, Math.min(kept.size(), from + TOGETHER));
            var payloads = source
                    .payloads(new Trace(
                            trace.run(),
                            trace.runs(),
                            part.stream().map(RecordedStep::span).toList()))
                    .fetch()
                    .stream()
                    .collect(Collectors.toMap(recorded -> recorded.span().id(), recorded -> recorded));
            var stored = new ArrayList<RecordedSpan>();
            for (var step : part) {
                var span = step.span();
                var original = payloads.getOrDefault(span.id(), new RecordedSpan(span, Payload.EMPTY));
                stored.add(ReplayedSpan.of(original, Objects.requireNonNull(places.get(step.number()))));
            }
            store(stored);
        }
    }

    private void store(List<RecordedSpan> spans) {
        try {
            recorder.store(spans).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private Map<Integer, ReplayedSpan.Place> places(List<RecordedStep> kept, StepSpan run, String replayOf) {
        var ends = new HashMap<Integer, Long>();
        for (var at = kept.size() - 1; at >= 0; at--) {
            var step = kept.get(at);
            long end = ends.getOrDefault(step.number(), (long) at);
            ends.put(step.number(), end);
            ends.merge(step.place().parent(), end, Math::max);
        }
        var since = nanos(Instant.now());
        var places = new HashMap<Integer, ReplayedSpan.Place>();
        for (var at = 0; at < kept.size(); at++) {
            var step = kept.get(at);
            var parent = places.get(step.place().parent());
            var of = runs.contains(step.span().id())
                    ? step.span().id().runId()
                    : parent == null ? replayOf : parent.replayOf();
            places.put(
                    step.number(),
                    new ReplayedSpan.Place(
                            new SpanId(run.id().traceId(), ids.generateSpanId()),
                            parent == null ? run.id().spanId() : parent.id().spanId(),
                            of,
                            null,
                            since + at * APART_NANOS,
                            since + ends.getOrDefault(step.number(), (long) at) * APART_NANOS));
        }
        return places;
    }

    private static long nanos(Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
    }

    /** A tool call that is answered without running the tool. */
    static void tool(
            StepSpan run, @Nullable String callId, String tool, String arguments, ToolAnswer answer, String replayOf) {
        var span = run.step(SpanKind.TOOL, tool)
                .set("runtree.replay_of", replayOf)
                .set("runtree.recorded", true)
                .set("runtree.replay.result", answer.how().word())
                .set("gen_ai.operation.name", "execute_tool")
                .set("gen_ai.tool.name", tool)
                .set("gen_ai.tool.type", "function")
                .set("gen_ai.tool.call.id", callId)
                .set("gen_ai.tool.call.arguments", arguments)
                .set("gen_ai.tool.call.result", answer.result());
        if (!answer.differences().isEmpty()) {
            span.set("runtree.replay.differences", answer.differences());
        }
        if (answer.failed()) {
            span.fail("tool_error", answer.result(), null);
        } else {
            span.end();
        }
    }
}
