package dev.runtree.store;

import dev.runtree.model.LogRecord;
import dev.runtree.model.RecordedSpan;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gathers what comes while a batch is being written into the next batch: a lone span goes at once, a flood goes in large
 * pieces.
 */
final class WriteLane implements AutoCloseable {
    private static final long BATCH_BYTES = 16L << 20;
    private static final int BATCH_RECORDS = 5_000;
    private static final int SKELETON_BYTES = 500;

    private static final Logger LOG = LoggerFactory.getLogger(WriteLane.class);

    private final String name;
    private final Writer writer;
    private final LongConsumer taken;
    private final ArrayDeque<Part> waiting = new ArrayDeque<>();
    private boolean isClosed;
    private @Nullable Thread thread;

    /** Stores a batch, or fails as a whole. */
    interface Writer {
        void write(List<RecordedSpan> spans, List<LogRecord> logs);
    }

    /**
     * What one lane has to write of a submission.
     *
     * @param bytes about what it takes in memory
     * @param done completes after the commit
     */
    record Part(int lane, List<RecordedSpan> spans, List<LogRecord> logs, long bytes, CompletableFuture<Void> done) {
        Part(int lane, List<RecordedSpan> spans, List<LogRecord> logs) {
            this(lane, spans, logs, bytesOf(spans, logs), new CompletableFuture<>());
        }

        int records() {
            return spans.size() + logs.size();
        }
    }

    /** @param taken is told how many bytes have left the queue for a batch */
    WriteLane(String name, Writer writer, LongConsumer taken) {
        this.name = name;
        this.writer = writer;
        this.taken = taken;
    }

    synchronized void add(Part part) {
        if (isClosed) {
            part.done().completeExceptionally(new StoreException("Spans were not stored: Runtree is closing"));
            taken.accept(part.bytes());
            return;
        }
        waiting.add(part);
        if (thread == null) {
            thread = Thread.ofPlatform().name(name).daemon().start(this::writeUntilClosed);
        }
        notifyAll();
    }

    private void writeUntilClosed() {
        for (var batch = nextBatch(); !batch.isEmpty(); batch = nextBatch()) {
            taken.accept(batch.stream().mapToLong(Part::bytes).sum());
            write(batch);
        }
    }

    private synchronized List<Part> nextBatch() {
        while (waiting.isEmpty() && !isClosed) {
            try {
                wait();
            } catch (InterruptedException e) {
                LOG.debug("Interrupted; only close() stops the writer, which lets it write what was taken", e);
            }
        }
        var batch = new ArrayList<Part>();
        var bytes = 0L;
        var records = 0;
        while (!waiting.isEmpty() && bytes < BATCH_BYTES && records < BATCH_RECORDS) {
            var next = waiting.remove();
            batch.add(next);
            bytes += next.bytes();
            records += next.records();
        }
        return batch;
    }

    private void write(List<Part> batch) {
        var spans = batch.stream().flatMap(part -> part.spans().stream()).toList();
        var logs = batch.stream().flatMap(part -> part.logs().stream()).toList();
        try {
            writer.write(spans, logs);
            batch.forEach(part -> part.done().complete(null));
        } catch (RuntimeException | Error e) {
            if (batch.size() == 1 || Failure.isAway(e)) {
                batch.forEach(part -> part.done().completeExceptionally(e));
            } else {
                // One submission must not fail another.
                batch.forEach(part -> write(List.of(part)));
            }
        }
    }

    private static long bytesOf(List<RecordedSpan> spans, List<LogRecord> logs) {
        return spans.stream()
                        .mapToLong(span -> SKELETON_BYTES + span.payload().lengthWithExact())
                        .sum()
                + logs.stream().mapToLong(WriteLane::bytesOf).sum();
    }

    private static long bytesOf(LogRecord log) {
        return SKELETON_BYTES
                + (long) log.json().length()
                + (log.exact() == null ? 0 : log.exact().length());
    }

    /** Takes no more. */
    synchronized void stop() {
        isClosed = true;
        notifyAll();
    }

    /** Returns once what was taken is written. */
    @Override
    public void close() {
        Thread running;
        synchronized (this) {
            isClosed = true;
            running = thread;
            notifyAll();
        }
        if (running != null) {
            joinUninterrupted(running);
        }
    }

    private static void joinUninterrupted(Thread thread) {
        var interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
