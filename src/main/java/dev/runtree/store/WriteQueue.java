package dev.runtree.store;

import dev.runtree.model.LogRecord;
import dev.runtree.model.RecordedSpan;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gathers what is submitted while a batch is being written into the next batch: a lone span goes at once, a flood goes in
 * large pieces. Holds at most {@link #MOST_BYTES}; whoever submits more waits.
 */
final class WriteQueue implements AutoCloseable {
    private static final long MOST_BYTES = 64L << 20;
    private static final long BATCH_BYTES = 16L << 20;
    private static final int BATCH_RECORDS = 5_000;
    private static final int SKELETON_BYTES = 500;

    private static final Logger LOG = LoggerFactory.getLogger(WriteQueue.class);

    private final BiConsumer<List<RecordedSpan>, List<LogRecord>> write;
    private final ArrayDeque<Submission> waiting = new ArrayDeque<>();
    private long waitingBytes;
    private boolean closed;
    private @Nullable Thread writer;

    private record Submission(
            List<RecordedSpan> spans, List<LogRecord> logs, long bytes, CompletableFuture<Void> done) {}

    WriteQueue(BiConsumer<List<RecordedSpan>, List<LogRecord>> write) {
        this.write = write;
    }

    CompletableFuture<Void> submit(List<RecordedSpan> spans, List<LogRecord> logs) {
        var submission =
                new Submission(List.copyOf(spans), List.copyOf(logs), bytes(spans, logs), new CompletableFuture<>());
        synchronized (this) {
            awaitRoom();
            if (closed) {
                submission
                        .done()
                        .completeExceptionally(new StoreException("Spans were not stored: Runtree is closing"));
                return submission.done();
            }
            waiting.add(submission);
            waitingBytes += submission.bytes();
            if (writer == null) {
                writer = Thread.ofPlatform().name("runtree-writer").daemon().start(this::writeUntilClosed);
            }
            notifyAll();
        }
        return submission.done();
    }

    /** As {@link #submit}, but does not wait: empty while the queue is full. */
    Optional<CompletableFuture<Void>> offer(List<RecordedSpan> spans, List<LogRecord> logs) {
        synchronized (this) {
            return waitingBytes > MOST_BYTES && !closed ? Optional.empty() : Optional.of(submit(spans, logs));
        }
    }

    private void awaitRoom() {
        var interrupted = false;
        while (waitingBytes > MOST_BYTES && !closed) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void writeUntilClosed() {
        for (var batch = nextBatch(); !batch.isEmpty(); batch = nextBatch()) {
            write(batch);
        }
    }

    private synchronized List<Submission> nextBatch() {
        while (waiting.isEmpty() && !closed) {
            try {
                wait();
            } catch (InterruptedException e) {
                LOG.debug("Interrupted; only close() stops the writer, which lets it write what was taken", e);
            }
        }
        var batch = new ArrayList<Submission>();
        var bytes = 0L;
        var records = 0;
        while (!waiting.isEmpty() && bytes < BATCH_BYTES && records < BATCH_RECORDS) {
            var next = waiting.remove();
            batch.add(next);
            bytes += next.bytes();
            records += next.spans().size() + next.logs().size();
        }
        waitingBytes -= bytes;
        notifyAll();
        return batch;
    }

    private void write(List<Submission> batch) {
        var spans = batch.stream()
                .flatMap(submission -> submission.spans().stream())
                .toList();
        var logs =
                batch.stream().flatMap(submission -> submission.logs().stream()).toList();
        try {
            write.accept(spans, logs);
            batch.forEach(submission -> submission.done().complete(null));
        } catch (RuntimeException e) {
            if (batch.size() == 1 || Failure.isAway(e)) {
                batch.forEach(submission -> submission.done().completeExceptionally(e));
            } else {
                // One submission must not fail another.
                batch.forEach(submission -> write(List.of(submission)));
            }
        }
    }

    private static long bytes(List<RecordedSpan> spans, List<LogRecord> logs) {
        return spans.stream()
                        .mapToLong(span -> SKELETON_BYTES + span.payload().lengthWithExact())
                        .sum()
                + logs.stream().mapToLong(WriteQueue::bytes).sum();
    }

    private static long bytes(LogRecord log) {
        return SKELETON_BYTES
                + (long) log.json().length()
                + (log.exact() == null ? 0 : log.exact().length());
    }

    @Override
    public void close() {
        Thread running;
        synchronized (this) {
            closed = true;
            running = writer;
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
