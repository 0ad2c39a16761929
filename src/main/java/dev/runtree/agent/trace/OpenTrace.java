package dev.runtree.agent.trace;

import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * A trace in the making. Its spans are held back until it is old enough to be shown or has ended, so that a short run is
 * written at once and whole, and a long one first appears with its own span.
 */
final class OpenTrace {
    private final String id;
    private final long started = System.nanoTime();
    private final Map<String, Running> running = new LinkedHashMap<>();
    private final List<SpanData> held = new ArrayList<>();
    private final List<CompletableFuture<Void>> writes = new ArrayList<>();
    private final CompletableFuture<Void> stored = new CompletableFuture<>();
    private boolean shown;

    private record Running(ReadableSpan span, long since, boolean shown) {}

    /** @param id the trace id */
    OpenTrace(String id) {
        this.id = id;
    }

    String id() {
        return id;
    }

    synchronized void start(ReadableSpan span) {
        running.put(span.getSpanContext().getSpanId(), new Running(span, System.nanoTime(), false));
    }

    /** Takes a span that has ended and gives what is to be written now. */
    synchronized List<SpanData> end(ReadableSpan span) {
        running.remove(span.getSpanContext().getSpanId());
        held.add(span.toSpanData());
        return shown || running.isEmpty() ? takeHeld() : List.of();
    }

    /** Gives what is to be written because it has been going on for that long. */
    synchronized List<SpanData> show(long ageNanos) {
        var now = System.nanoTime();
        if (now - started < ageNanos) {
            return List.of();
        }
        shown = true;
        var spans = new ArrayList<SpanData>();
        running.replaceAll((id, span) -> {
            if (span.shown() || now - span.since() < ageNanos) {
                return span;
            }
            spans.add(span.span().toSpanData());
            return new Running(span.span(), span.since(), true);
        });
        spans.addAll(takeHeld());
        return spans;
    }

    private List<SpanData> takeHeld() {
        var spans = List.copyOf(held);
        held.clear();
        return spans;
    }

    synchronized boolean isShown() {
        return shown;
    }

    synchronized boolean hasEnded() {
        return running.isEmpty();
    }

    synchronized void writing(CompletableFuture<Void> write) {
        writes.add(write);
        if (running.isEmpty()) {
            var _ = CompletableFuture.allOf(writes.toArray(CompletableFuture[]::new))
                    .whenComplete((done, problem) -> {
                        if (problem == null) {
                            stored.complete(null);
                        } else {
                            stored.completeExceptionally(problem);
                        }
                    });
        }
    }

    /** Completes when all of its spans are committed, or fails with the reason why one of them is not. */
    CompletableFuture<Void> stored() {
        return stored;
    }
}
