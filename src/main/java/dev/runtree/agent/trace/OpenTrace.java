package dev.runtree.agent.trace;

import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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
    private final Map<String, CompletableFuture<Void>> awaited = new HashMap<>();
    private final Map<String, Runnable> kept = new HashMap<>();
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

    /**
     * Notes a span whose start is on disk.
     *
     * @param forget to be run once it is stored
     */
    synchronized void kept(String spanId, Runnable forget) {
        kept.put(spanId, forget);
    }

    /** The starts of these, which are about to be stored. */
    synchronized List<Runnable> takeKept(List<SpanData> spans) {
        if (kept.isEmpty()) {
            return List.of();
        }
        return spans.stream()
                .map(span -> kept.remove(span.getSpanId()))
                .filter(Objects::nonNull)
                .toList();
    }

    /** Takes a span that has ended and gives what is to be written now; nothing of one that was let go of. */
    @SuppressWarnings("ReferenceEquality") // a span that was opened again has the id of the one that was let go of
    synchronized List<SpanData> end(ReadableSpan span) {
        var id = span.getSpanContext().getSpanId();
        var known = running.get(id);
        if (known == null || known.span() != span) {
            return List.of();
        }
        running.remove(id);
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

    /** Gives all that has ended, and these as they are, which are forgotten. */
    synchronized List<SpanData> layDown(Set<String> spanIds) {
        var spans = new ArrayList<SpanData>();
        for (var id : spanIds) {
            var open = running.remove(id);
            if (open != null) {
                spans.add(open.span().toSpanData());
            }
        }
        shown = true;
        spans.addAll(takeHeld());
        return spans;
    }

    /** Lets go of open spans: nothing of them is written any more. */
    synchronized void forget(Set<String> spanIds) {
        for (var id : spanIds) {
            running.remove(id);
            var waits = awaited.remove(id);
            if (waits != null) {
                waits.complete(null);
            }
        }
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

    /**
     * Notes what is being written.
     *
     * @return completes when it is committed, and all that was written before
     */
    synchronized CompletableFuture<Void> writing(List<SpanData> spans, CompletableFuture<Void> write) {
        writes.removeIf(before -> before.isDone() && !before.isCompletedExceptionally());
        writes.add(write);
        var all = writes.size() == 1 ? write : CompletableFuture.allOf(writes.toArray(CompletableFuture[]::new));
        for (var span : spans) {
            var waits = span.hasEnded() ? awaited.remove(span.getSpanId()) : null;
            if (waits != null) {
                var _ = all.whenComplete((done, problem) -> {
                    if (problem == null) {
                        waits.complete(null);
                    } else {
                        waits.completeExceptionally(problem);
                    }
                });
            }
        }
        return all;
    }

    /** Of a span that is still open: completes when it has ended and is committed, with all that ended before it. */
    synchronized CompletableFuture<Void> stored(String spanId) {
        return running.containsKey(spanId)
                ? awaited.computeIfAbsent(spanId, id -> new CompletableFuture<>())
                : CompletableFuture.completedFuture(null);
    }
}
