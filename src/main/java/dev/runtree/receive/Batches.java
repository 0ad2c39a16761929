package dev.runtree.receive;

import dev.runtree.model.RecordedSpan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Gathers spans of many small bodies and hands them on in batches of a good size. */
final class Batches {
    private final Consumer<List<RecordedSpan>> sink;
    private final int size;
    private final List<RecordedSpan> waiting = new ArrayList<>();
    private final Set<String> traceIds = new HashSet<>();
    private long spans;

    Batches(Consumer<List<RecordedSpan>> sink, int size) {
        this.sink = sink;
        this.size = size;
    }

    void add(List<RecordedSpan> more) {
        for (var span : more) {
            traceIds.add(span.span().id().traceId());
            waiting.add(span);
            if (waiting.size() >= size) {
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
        }
    }

    long spans() {
        return spans;
    }

    Set<String> traceIds() {
        return traceIds;
    }
}
