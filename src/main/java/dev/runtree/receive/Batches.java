package dev.runtree.receive;

import dev.runtree.model.LogRecord;
import dev.runtree.model.RecordedSpan;
import dev.runtree.otlp.Received;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/** Gathers spans and log records of many small bodies and hands them on in batches of a good size, in number and in bytes. */
final class Batches {
    private final BiConsumer<List<RecordedSpan>, List<LogRecord>> sink;
    private final int size;
    private final long bytes;
    private final List<RecordedSpan> waiting = new ArrayList<>();
    private final List<LogRecord> waitingLogs = new ArrayList<>();
    private final Set<String> traceIds = new HashSet<>();
    private long spans;
    private long logs;
    private long waitingBytes;

    Batches(BiConsumer<List<RecordedSpan>, List<LogRecord>> sink, ImportLimits limits) {
        this.sink = sink;
        this.size = limits.batchSpans();
        this.bytes = limits.bodyBytes() / 2;
    }

    void add(Received received) {
        for (var span : received.spans()) {
            note(span.span().id().traceId());
            waiting.add(span);
            waitingBytes += span.payload().lengthWithExact();
            flushWhenFull();
        }
        for (var log : received.logs()) {
            note(log.span().traceId());
            waitingLogs.add(log);
            waitingBytes += log.json().length();
            flushWhenFull();
        }
    }

    private void note(String traceId) {
        if (traceIds.size() < ImportReport.MOST_TRACES) {
            traceIds.add(traceId);
        }
    }

    private void flushWhenFull() {
        if (waiting.size() + waitingLogs.size() >= size || waitingBytes >= bytes) {
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
            waitingBytes = 0;
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
