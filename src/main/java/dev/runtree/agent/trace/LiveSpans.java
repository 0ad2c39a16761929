package dev.runtree.agent.trace;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
    private final Map<String, OpenTrace> traces = new ConcurrentHashMap<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("runtree-live-spans").factory());

    private final List<Future<?>> routine;

    LiveSpans(SpanQueue queue) {
        this.queue = queue;
        this.routine = List.of(
                clock.scheduleWithFixedDelay(
                        this::showRunning, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS),
                clock.scheduleWithFixedDelay(
                        this::renewLeases, RENEWAL.toMillis(), RENEWAL.toMillis(), TimeUnit.MILLISECONDS));
    }

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {
        traces.computeIfAbsent(span.getSpanContext().getTraceId(), OpenTrace::new)
                .start(span);
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
            write(trace, trace.end(span));
            if (trace.hasEnded()) {
                traces.remove(id);
            }
        }
    }

    @Override
    public boolean isEndRequired() {
        return true;
    }

    /** Completes when every span of a trace that is still open now is committed. */
    CompletableFuture<Void> stored(String traceId) {
        var trace = traces.get(traceId);
        return trace == null ? CompletableFuture.completedFuture(null) : trace.stored();
    }

    private void showRunning() {
        try {
            for (var trace : traces.values()) {
                synchronized (trace) {
                    if (!trace.hasEnded()) {
                        write(trace, trace.show(MOMENT.toNanos()));
                    }
                }
            }
        } catch (RuntimeException e) {
            LOG.warn("Running spans could not be shown: {}", e.getMessage(), e);
        }
    }

    /** The writer gives a run its first lease, with its first span. */
    private void renewLeases() {
        var alive = traces.values().stream()
                .filter(OpenTrace::isShown)
                .map(OpenTrace::id)
                .toList();
        if (!alive.isEmpty()) {
            queue.renewLeases(alive, LEASE);
        }
    }

    /** Called with the trace locked, so that a span's versions are queued in their order. */
    private void write(OpenTrace trace, List<SpanData> spans) {
        if (!spans.isEmpty()) {
            trace.writing(queue.add(spans));
        }
    }

    @Override
    public void close() {
        routine.forEach(task -> task.cancel(false));
        clock.shutdown();
    }
}
