package dev.runtree.replay;

import dev.runtree.agent.trace.Recorder;
import dev.runtree.model.Payload;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Run;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanStatus;
import dev.runtree.model.Trace;
import dev.runtree.model.TraceRuns;
import dev.runtree.otlp.ReplayedSpan;
import dev.runtree.replay.AskedCall.Found.InStep;
import dev.runtree.replay.RecordedStep.ModelCall;
import dev.runtree.replay.RecordedStep.ToolCall;
import dev.runtree.store.QueryChain;
import dev.runtree.store.RunQueries;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Replays a run from its record alone: every model call is answered by its recorded answer and every tool by its recorded result,
 * without a network, and with the same outcome each time. The replay is stored as a run of its own; the original is only read.
 */
public final class RecordedReplay extends QueryChain<Replayed> {
    private static final int TOGETHER = 100;

    private final RecordSource source;
    private final Recorder recorder;
    private final Trace trace;
    private final RecordedRun recorded;
    private final IntConsumer progress;
    private final @Nullable String session;
    private final Set<SpanId> runs;
    private final ReplayIds ids;
    private final String[] replayOf;

    /**
     * @param recorder see {@link Recorder#ofReplays}; left open
     * @param trace what {@code recorded} was read from
     * @param progress is told how many steps are done, now and then
     */
    public RecordedReplay(
            RunQueries queries, Recorder recorder, Trace trace, RecordedRun recorded, IntConsumer progress) {
        this(queries::payloads, recorder, trace, recorded, progress);
    }

    /**
     * As the other one, of a turn of a conversation that is replayed as a whole.
     *
     * @param session what the replayed conversation is known by
     */
    public static RecordedReplay turn(
            RunQueries queries, Recorder recorder, Trace trace, RecordedRun recorded, String session) {
        return new RecordedReplay(queries::payloads, recorder, trace, recorded, at -> {}, session);
    }

    /** As the other one, of a record that lies elsewhere. */
    public RecordedReplay(
            RecordSource source, Recorder recorder, Trace trace, RecordedRun recorded, IntConsumer progress) {
        this(source, recorder, trace, recorded, progress, null);
    }

    private RecordedReplay(
            RecordSource source,
            Recorder recorder,
            Trace trace,
            RecordedRun recorded,
            IntConsumer progress,
            @Nullable String session) {
        this.source = source;
        this.recorder = recorder;
        this.trace = trace;
        this.recorded = recorded;
        this.progress = progress;
        this.session = session;
        runs = trace.runs().stream().map(Run::id).collect(Collectors.toCollection(HashSet::new));
        ids = new ReplayIds(trace.run(), trace.spans());
        replayOf = new String[recorded.steps().size()];
    }

    /**
     * Replays it, and waits until it is stored or safe on disk.
     *
     * @throws CannotReplay when the record lacks what a replay needs
     * @throws dev.runtree.store.StoreException when it cannot be read or stored
     */
    @Override
    public Replayed fetch() {
        var grave = recorded.lacks().grave();
        if (!grave.isNone()) {
            throw new CannotReplay("The run " + trace.run().runId() + " cannot be replayed from its record. "
                    + String.join(". ", grave.lines()) + ".");
        }
        if (recorded.steps().isEmpty()) {
            throw new CannotReplay("The run " + trace.run().runId() + " has no steps to replay.");
        }
        return new Replayed(
                store(),
                trace.run().runId(),
                recorded.steps().size(),
                count(ModelCall.class),
                count(ToolCall.class),
                notes());
    }

    private int count(Class<? extends RecordedStep> kind) {
        return (int) recorded.steps().stream().filter(kind::isInstance).count();
    }

    private List<Note> notes() {
        var notes = new ArrayList<>(new Rewriting(recorded).find());
        for (var step : recorded.steps()) {
            if (step instanceof ModelCall call) {
                for (var asked : call.calls()) {
                    if (asked.result() instanceof InStep(int number, var isNear)
                            && isNear
                            && !(recorded.step(number) instanceof ToolCall tool && tool.isDelegation())) {
                        notes.add(new Note(
                                number,
                                "step " + number + " is near to what step " + call.number() + " asked of "
                                        + asked.name() + ", with other arguments; its result answers it"));
                    }
                }
            }
        }
        return notes;
    }

    /** The first step, which mostly is the run itself, is written last: a replay that breaks off shall not look like a whole one. */
    private SpanId store() {
        var made = new ArrayList<Span>();
        var steps = recorded.steps().stream().map(RecordedStep::span).toList();
        var times = new ReplayTimes(steps, nanos(Instant.now()));
        RecordedSpan first = null;
        CompletableFuture<Void> before = CompletableFuture.completedFuture(null);
        try {
            for (var at = 0; at < steps.size(); at += TOGETHER) {
                progress.accept(at);
                var part = replayed(at, Math.min(steps.size(), at + TOGETHER), times);
                part.forEach(replayed -> made.add(replayed.span()));
                if (first == null) {
                    first = part.removeFirst();
                }
                before.join();
                before = part.isEmpty() ? before : recorder.store(part);
            }
            before.join();
            recorder.store(List.of(Objects.requireNonNull(first))).join();
            return TraceRuns.of(made).runs().getFirst().run().id();
        } catch (CompletionException e) {
            breakOff(first, e);
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        } catch (RuntimeException e) {
            breakOff(first, e);
            throw e;
        }
    }

    private static long nanos(Instant now) {
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    /** What is stored of the replay is told to be a part. */
    private void breakOff(@Nullable RecordedSpan first, RuntimeException why) {
        if (first != null) {
            var span = first.span();
            var failed = Span.builder(span.id(), span.name(), span.kind())
                    .parent(span.parentSpanId())
                    .spanName(span.spanName())
                    .status(SpanStatus.ERROR, "The replay broke off" + reason(why))
                    .time(span.startNanos(), span.startNanos())
                    .actor(span.actor())
                    .model(span.model(), span.provider())
                    .toolName(span.toolName())
                    .input(span.input())
                    .source(span.source())
                    .dialect(span.dialect())
                    .tags(span.tags())
                    .replayOf(span.replayOf())
                    .build();
            var _ = recorder.store(List.of(new RecordedSpan(failed, first.payload())));
        }
    }

    private static String reason(RuntimeException why) {
        return why.getMessage() == null ? "" : ": " + why.getMessage();
    }

    private List<RecordedSpan> replayed(int from, int to, ReplayTimes times) {
        var spans = recorded.steps().subList(from, to).stream()
                .map(RecordedStep::span)
                .toList();
        var payloads = ask(source.payloads(new Trace(trace.run(), trace.runs(), spans))).stream()
                .collect(Collectors.toMap(payload -> payload.span().id(), payload -> payload));
        var replayed = new ArrayList<RecordedSpan>();
        for (var at = from; at < to; at++) {
            var span = spans.get(at - from);
            var original = payloads.getOrDefault(span.id(), new RecordedSpan(span, Payload.EMPTY));
            var parent = ids.parent(span);
            replayed.add(ReplayedSpan.of(
                    original,
                    new ReplayedSpan.Place(
                            ids.of(span),
                            parent,
                            replayOf(at),
                            parent == null ? session : null,
                            times.start(at),
                            times.end(at))));
        }
        return replayed;
    }

    /** The run id of the run that the step belongs to. */
    private String replayOf(int step) {
        var place = recorded.steps().get(step).place();
        var own = runs.contains(place.span().id()) ? place.span().id().runId() : null;
        replayOf[step] = own != null ? own : place.parent() == 0 ? trace.run().runId() : replayOf[place.parent() - 1];
        return replayOf[step];
    }
}
