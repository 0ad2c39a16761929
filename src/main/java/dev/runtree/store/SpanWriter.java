package dev.runtree.store;

import dev.runtree.model.RecordedSpan;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The one door by which spans get into the database: in batches, in one transaction with the runs they make. */
public final class SpanWriter implements AutoCloseable {

    public SpanWriter(Database database) {}

    /** Takes spans for the next batch; the future completes after their commit. Waits while the queue is full. */
    public CompletableFuture<Void> submit(List<RecordedSpan> spans) {
        throw new UnsupportedOperationException(spans.toString());
    }

    /**
     * Writes spans and returns after their commit.
     *
     * @throws StoreException when they could not be stored; then none of them is
     */
    public void write(List<RecordedSpan> spans) {
        throw new UnsupportedOperationException(spans.toString());
    }

    /** Writes what was taken, then stops. */
    @Override
    public void close() {}
}
