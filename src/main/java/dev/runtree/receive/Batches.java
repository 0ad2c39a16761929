package dev.runtree.receive;

import dev.runtree.model.Payload;
import dev.runtree.model.RecordedSpan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Gathers spans of many small bodies and hands them on in batches of a good size, in spans and in bytes. */
final class Batches {
    private final Consumer<List<RecordedSpan>> sink;
    private final int size;
    private final long bytes;
    private final List<RecordedSpan> waiting = new ArrayList<>();
    private final Set<String> traceIds = new HashSet<>();
    private long spans;
    private long waitingBytes;

    Batches(Consumer<List<RecordedSpan>> sink, ImportLimits limits) {
        this.sink = sink;
        this.size = limits.batchSpans();
        this.bytes = limits.bodyBytes() / 2;
    }

    void add(List<RecordedSpan> more) {
        for (var span : more) {
            if (traceIds.size() < ImportReport.MOST_TRACES) {
                traceIds.add(span.span().id().traceId());
            }
            waiting.add(span);
            waitingBytes += size(span.payload());
            if (waiting.size() >= size || waitingBytes >= bytes) {
                flush();
            }
        }
    }

    /** Hands on what waits; whatever the receiver throws goes through. */
    void flush() {
        if (!waiting.isEmpty()) {
            sink.accept(List.copyOf(waiting));
            spans += waiting.size();
            waiting.clear();
            waitingBytes = 0;
        }
    }

    private static long size(Payload payload) {
        return (long) payload.attributes().length()
                + payload.events().length()
                + payload.links().length()
                + payload.resource().length()
                + payload.scope().length()
                + (payload.exact() == null ? 0 : payload.exact().length());
    }

    long spans() {
        return spans;
    }

    Set<String> traceIds() {
        return traceIds;
    }
}
