package dev.runtree.store;

import dev.runtree.model.LogJoin;
import dev.runtree.model.LogRecord;
import dev.runtree.model.RecordedSpan;
import dev.runtree.store.contents.SaidMemory;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The one door by which spans and their log records get into the database: in batches, in one transaction with the runs they
 * make. Of two versions of a span the heavier one is kept, see {@link dev.runtree.model.SpanMerge}, and its columns are what
 * it and its log records say together, whichever came first; sending anything again changes nothing.
 */
public final class SpanWriter implements AutoCloseable {
    private static final int LANES = 2;
    private static final long MEMORY_BYTES = 48L << 20;

    private final Database database;
    private final LogJoin join;
    private final Transactions transactions;
    private final DayPartitions partitions;
    private final Notifications notifications;
    private final TraceMemory memory;
    private final WriteQueue queue;
    private final SaidMemory said = new SaidMemory();

    /** @param join tells what log records say of their span */
    public SpanWriter(Database database, LogJoin join) {
        this(database, join, Clock.systemUTC());
    }

    /** @param clock tells which days get a partition */
    SpanWriter(Database database, LogJoin join, Clock clock) {
        this(database, join, clock, MEMORY_BYTES);
    }

    /** @param memoryBytes about what traces in motion may take in memory */
    SpanWriter(Database database, LogJoin join, Clock clock, long memoryBytes) {
        this.database = database;
        this.join = join;
        this.transactions = new Transactions(database.dataSource());
        this.partitions = new DayPartitions(database.dataSource(), clock);
        this.notifications = new Notifications(database.dataSource());
        this.memory = new TraceMemory(memoryBytes);
        this.queue = new WriteQueue(LANES, this::write);
    }

    /** Takes spans for the next batch; the future completes after their commit. Waits while the queue is full. */
    public CompletableFuture<Void> submit(List<RecordedSpan> spans) {
        return submit(spans, List.of());
    }

    /** Takes spans and log records for the next batch, as {@link #submit(List)} does. */
    public CompletableFuture<Void> submit(List<RecordedSpan> spans, List<LogRecord> logs) {
        return queue.submit(spans, logs);
    }

    /** Takes spans and log records as {@link #submit(List, List)} does, but never waits: empty when the queue is full. */
    public Optional<CompletableFuture<Void>> offer(List<RecordedSpan> spans, List<LogRecord> logs) {
        return queue.offer(spans, logs);
    }

    /**
     * Writes spans and returns after their commit.
     *
     * @throws StoreException when they could not be stored; then none of them is
     */
    public void write(List<RecordedSpan> spans) {
        write(spans, List.of());
    }

    /**
     * Writes spans and log records and returns after their commit.
     *
     * @throws StoreException when they could not be stored; then none of them is
     */
    public void write(List<RecordedSpan> spans, List<LogRecord> logs) {
        if (spans.isEmpty() && logs.isEmpty()) {
            return;
        }
        try {
            var starts = new TreeSet<Long>();
            spans.forEach(span -> starts.add(span.span().startNanos()));
            partitions.prepare(starts);
            partitions.prepareLogs(logs.stream().map(LogRecord::timeNanos).toList());
            if (writeOnce(spans, logs)) {
                notifications.runsChanged();
            }
        } catch (SQLException e) {
            throw database.failure(e);
        }
    }

    /** @return whether a span or run changed */
    private boolean writeOnce(List<RecordedSpan> spans, List<LogRecord> logs) throws SQLException {
        var changed = new AtomicBoolean();
        var last = new AtomicReference<@Nullable WriteTransaction>();
        transactions.run((connection, isAgain) -> {
            var transaction = new WriteTransaction(connection, join, memory, said, isAgain);
            last.set(transaction);
            changed.set(transaction.write(spans, logs));
        });
        var committed = last.get();
        if (committed != null) {
            committed.remember();
        }
        return changed.get();
    }

    /**
     * Says that runs of this process are alive. A run that has not ended is shown as failed once its lease is over.
     *
     * @param traceIds traces with running runs of this process; those not yet stored are passed over
     * @param lease from now
     */
    public void renewLeases(Collection<String> traceIds, Duration lease) {
        if (traceIds.isEmpty()) {
            return;
        }
        try {
            transactions.run((connection, isAgain) -> {
                TraceLocks.lock(connection, traceIds);
                Leases.renew(connection, traceIds, lease.toMillis() / 1000.0);
            });
        } catch (SQLException e) {
            throw database.failure(e);
        }
    }

    /** Writes what was taken, then stops. */
    @Override
    public void close() {
        queue.close();
        notifications.close();
    }
}
