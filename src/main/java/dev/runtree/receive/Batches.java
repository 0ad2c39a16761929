package dev.runtree.receive;

import dev.runtree.model.LogRecord;
import dev.runtree.model.RecordedSpan;
import dev.runtree.otlp.Received;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/** Gathers spans and log records of many small bodies and hands them on in batches of a good size. */
final class Batches {
    private final BiConsumer<List<RecordedSpan>, List<LogRecord>> sink;
    private final int size;
    private final List<RecordedSpan> waiting = new ArrayList<>();
    private final List<LogRecord> waitingLogs = new ArrayList<>();
    private final Set<String> traceIds = new HashSet<>();
    private long spans;
    private long logs;

    Batches(BiConsumer<List<RecordedSpan>, List<LogRecord>> sink, int size) {
        this.sink = sink;
        this.size = size;
    }

    void add(Received received) {
        for (var span : received.spans()) {
            traceIds.add(span.span().id().traceId());
            waiting.add(span);
            flushWhenFull();
        }
        for (var log : received.logs()) {
            traceIds.add(log.span().traceId());
            waitingLogs.add(log);
            flushWhenFull();
        }
    }

    private void flushWhenFull() {
        if (waiting.size() + waitingLogs.size() >= size) {
            flush();
        }
    }

    /** Hands on what waits; whatever the receiver throws goes through. */
    void flush() {
        if (!waiting.isEmpty() || !waitingLogs.isEmpty()) {
            sink.accept(List.copyOf(waiting), List.copyOf(waitingLogs));
            spans += waiting.size();
            logs += waitingLogs.size();
            waiting.clear();
            waitingLogs.clear();
        }
    }

    long spans() {
        return spans;
    }

    long logs() {
        return logs;
    }

    Set<String> traceIds() {
        return traceIds;
    }
}
