package dev.runtree.store;

import dev.runtree.model.LogRecord;
import dev.runtree.model.RecordedSpan;
import dev.runtree.store.WriteLane.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Takes spans and log records for the next batch. Several lanes write at the same time, each the traces that are its own, so
 * that they never wait for each other's locks. Holds about {@value #MOST_BYTES} bytes, and takes no more until some are written.
 */
final class WriteQueue implements AutoCloseable {
    private static final long MOST_BYTES = 64L << 20;

    private final List<WriteLane> lanes = new ArrayList<>();
    private long waitingBytes;
    private boolean isClosed;

    WriteQueue(int lanes, WriteLane.Writer writer) {
        for (var lane = 1; lane <= lanes; lane++) {
            this.lanes.add(new WriteLane("runtree-writer-" + lane, writer, this::taken));
        }
    }

    /**
     * Never waits: takes nothing, and is empty, when the queue is full. The future completes when everything is committed;
     * when something could not be stored it fails, and what belongs to other lanes is stored all the same.
     */
    Optional<CompletableFuture<Void>> offer(List<RecordedSpan> spans, List<LogRecord> logs) {
        var parts = parts(spans, logs);
        synchronized (this) {
            if (waitingBytes > MOST_BYTES && !isClosed) {
                return Optional.empty();
            }
            parts.forEach(part -> waitingBytes += part.bytes());
        }
        return Optional.of(add(parts));
    }

    private CompletableFuture<Void> add(List<Part> parts) {
        for (var part : parts) {
            lanes.get(part.lane()).add(part);
        }
        return parts.size() == 1
                ? parts.getFirst().done()
                : CompletableFuture.allOf(parts.stream().map(Part::done).toArray(CompletableFuture<?>[]::new));
    }

    /** What each lane has to write; one that has nothing has no part. */
    private List<Part> parts(List<RecordedSpan> spans, List<LogRecord> logs) {
        var ownSpans = ofLanes(spans, span -> span.span().id().traceId());
        var ownLogs = ofLanes(logs, log -> log.span().traceId());
        var parts = new ArrayList<Part>();
        for (var lane = 0; lane < lanes.size(); lane++) {
            if (!ownSpans.get(lane).isEmpty() || !ownLogs.get(lane).isEmpty()) {
                parts.add(new Part(lane, ownSpans.get(lane), ownLogs.get(lane)));
            }
        }
        return parts;
    }

    private <T> List<List<T>> ofLanes(List<T> all, Function<T, String> traceId) {
        var ofLanes = new ArrayList<List<T>>();
        lanes.forEach(lane -> ofLanes.add(new ArrayList<>()));
        all.forEach(each -> ofLanes.get(lane(traceId.apply(each))).add(each));
        return ofLanes;
    }

    private int lane(String traceId) {
        return TraceLocks.bucket(traceId) % lanes.size();
    }

    private synchronized void taken(long bytes) {
        waitingBytes -= bytes;
    }

    /** Writes what was taken, then stops. */
    @Override
    public void close() {
        synchronized (this) {
            isClosed = true;
        }
        lanes.forEach(WriteLane::stop);
        lanes.forEach(WriteLane::close);
    }
}
