package dev.runtree.agent.trace;

import dev.runtree.model.SpanId;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Queues spans for the database: when they end, and once as running when they go on for longer than a moment. */
final class LiveSpans implements SpanProcessor {
    private static final Logger LOG = LoggerFactory.getLogger(LiveSpans.class);

    /** What is shorter than this is written only when it has ended. */
    static final Duration MOMENT = Duration.ofMillis(250);

    private static final Duration LOOK = Duration.ofMillis(50);

    /** How long a run that is shown as running counts as alive after its process was last heard of. */
    private static final Duration LEASE = Duration.ofSeconds(30);

    private static final Duration RENEWAL = Duration.ofSeconds(5);

    private final SpanQueue queue;
    private final ExporterCopies copies;
    private final Map<String, OpenTrace> traces = new ConcurrentHashMap<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("runtree-live-spans").factory());

    private final List<Future<?>> routine;

    LiveSpans(SpanQueue queue, ExporterCopies copies) {
        this.queue = queue;
        this.copies = copies;
        this.routine = List.of(
                clock.scheduleWithFixedDelay(
                        this::showRunning, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS),
                clock.scheduleWithFixedDelay(
                        this::renewLeases, RENEWAL.toMillis(), RENEWAL.toMillis(), TimeUnit.MILLISECONDS));
    }

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {
        // Not to a trace that is just being let go of: its last span may end on another thread meanwhile.
        traces.compute(span.getSpanContext().getTraceId(), (id, known) -> {
            var trace = known == null ? new OpenTrace(id) : known;
            trace.start(span);
            return trace;
        });
    }

    @Override
    public boolean isStartRequired() {
        return true;
    }

    @Override
    public void onEnd(ReadableSpan span) {
        var id = span.getSpanContext().getTraceId();
        var trace = traces.get(id);
        if (trace == null) {
            return;
        }
        synchronized (trace) {
            var spans = trace.end(span);
            if (!spans.isEmpty()) {
                var _ = write(trace, spans);
            }
        }
        letGo(trace);
    }

    /**
     * Keeps the start of a span on disk, before this returns: nothing of it is in the database for a moment, and a process that
     * is killed in that moment leaves it all the same.
     */
    void keepStart(ReadableSpan span) {
        var id = span.getSpanContext();
        var trace = traces.get(id.getTraceId());
        if (trace != null) {
            trace.kept(id.getSpanId(), queue.keepStart(span.toSpanData()));
        }
    }

    private void letGo(OpenTrace trace) {
        if (trace.hasEnded()) {
            traces.computeIfPresent(trace.id(), (id, known) -> known.hasEnded() ? null : known);
        }
    }

    @Override
    public boolean isEndRequired() {
        return true;
    }

    /** Of a span that is still open: completes when it has ended and is committed, with all that ended before it. */
    CompletableFuture<Void> stored(SpanId id) {
        var trace = traces.get(id.traceId());
        return trace == null ? CompletableFuture.completedFuture(null) : trace.stored(id.spanId());
    }

    /** Writes these open spans as they are and forgets them. */
    CompletableFuture<Void> layDown(String traceId, Set<String> spanIds) {
        var trace = traces.get(traceId);
        if (trace == null) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> written;
        synchronized (trace) {
            written = write(trace, trace.layDown(spanIds));
        }
        letGo(trace);
        return written;
    }

    /** What ends these open spans is not written. */
    void forget(String traceId, Set<String> spanIds) {
        var trace = traces.get(traceId);
        if (trace != null) {
            trace.forget(spanIds);
            letGo(trace);
        }
    }

    private void showRunning() {
        try {
            for (var trace : traces.values()) {
                synchronized (trace) {
                    var spans = trace.show(MOMENT.toNanos());
                    if (!spans.isEmpty()) {
                        var _ = write(trace, spans);
                    }
                }
            }
        } catch (Throwable e) {
            // What gets out of here ends the routine for good.
            LOG.warn("Running spans could not be shown: {}", e.getMessage(), e);
        }
    }

    /** The writer gives a run its first lease, with its first span. */
    private void renewLeases() {
        try {
            var alive = traces.values().stream()
                    .filter(OpenTrace::isShown)
                    .map(OpenTrace::id)
                    .toList();
            if (!alive.isEmpty()) {
                queue.renewLeases(alive, LEASE);
            }
        } catch (Throwable e) {
            LOG.warn("Running runs could not be said to be alive: {}", e.getMessage(), e);
        }
    }

    /**
     * Called with the trace locked, so that a span's versions are queued in their order.
     *
     * @return completes when these are committed, and all of the trace that was written before
     */
    private CompletableFuture<Void> write(OpenTrace trace, List<SpanData> spans) {
        var written = queue.add(spans);
        var kept = trace.takeKept(spans);
        if (!kept.isEmpty()) {
            var _ = written.thenRun(() -> kept.forEach(Runnable::run));
        }
        copies.after(spans, written);
        return trace.writing(spans, written);
    }

    @Override
    public void close() {
        routine.forEach(task -> task.cancel(false));
        clock.shutdown();
    }
}
