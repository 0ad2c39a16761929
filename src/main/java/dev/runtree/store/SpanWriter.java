package dev.runtree.store;

import dev.runtree.model.LogJoin;
import dev.runtree.model.LogRecord;
import dev.runtree.model.RecordedSpan;
import dev.runtree.settings.SettingsFile;
import dev.runtree.store.contents.SaidMemory;
import dev.runtree.store.spool.Spool;
import dev.runtree.store.spool.Spooled;
import dev.runtree.store.spool.Starts;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The one door by which spans and their log records get into the database: in batches, in one transaction with the runs they
 * make. Of two versions of a span the heavier one is kept, see {@link dev.runtree.model.SpanMerge}, and its columns are what
 * it and its log records say together, whichever came first; sending anything again changes nothing. What is
 * {@linkplain #submit submitted} while the database is away is kept on disk until it is back.
 */
public final class SpanWriter implements AutoCloseable {
    private static final int LANES = 2;
    private static final long MEMORY_BYTES = 48L << 20;
    /** A batch of the queue that takes longer is on disk as well by then, and stored from there. */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static final Duration LIMIT_OF_A_FILE = Duration.ofMinutes(10);

    private final Database database;
    private final LogJoin join;
    private final Transactions transactions;
    private final DayPartitions partitions;
    private final Notifications notifications;
    private final TraceMemory memory;
    private final SaidMemory said = new SaidMemory();
    private final Availability availability = new Availability();
    private final Spool spool;
    private final Starts starts;
    private final Drain drain;
    private final WriteDoor door;

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
        var home = database.home();
        this.spool = new Spool(
                home.spool(),
                database.server().identity(),
                () -> (long) new SettingsFile(home).load().spoolMebibytes() << 20,
                join::begun);
        this.starts = new Starts(home.spool(), database.server().identity());
        var queue = new WriteQueue(LANES, (spans, logs) -> write(spans, logs, LIMIT));
        this.drain = new Drain(spool, availability, this, () -> door().isHeldUp());
        this.door = new WriteDoor(queue, spool, availability, drain::wake);
        var away = database.awaited();
        if (away != null) {
            availability.isAway(String.valueOf(away.getMessage()));
        }
        drain.start();
    }

    private WriteDoor door() {
        return door;
    }

    /**
     * Takes spans, and does not wait. The future completes after their commit or, while the database is away, slow, full or
     * read-only, once they are safe on disk; it fails with {@link StoreException} when neither can be had.
     */
    public CompletableFuture<Void> submit(List<RecordedSpan> spans) {
        return submit(spans, List.of());
    }

    /** Takes spans and log records, as {@link #submit(List)} does. */
    public CompletableFuture<Void> submit(List<RecordedSpan> spans, List<LogRecord> logs) {
        return spans.isEmpty() && logs.isEmpty()
                ? CompletableFuture.completedFuture(null)
                : door.submit(new Spooled(spans, logs));
    }

    /** Makes what {@link #keepStart} needs. Waits for the disk. */
    public void prepareStarts() {
        starts.prepare();
    }

    /**
     * Keeps a span that has begun, at once and whatever the database does: when this process is killed, the next one that
     * writes to the same database stores it. It goes its way by {@link #submit} all the same.
     *
     * @param otlp the span, as {@link LogJoin#begun} reads it
     * @return to be run when a later version of it, or this one, is stored; any thread may
     */
    public Runnable keepStart(byte[] otlp) {
        return starts.keep(otlp);
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
        write(spans, logs, LIMIT_OF_A_FILE);
    }

    /** @param limit after which the connection is cut off and nothing is stored */
    void write(List<RecordedSpan> spans, List<LogRecord> logs, Duration limit) {
        if (spans.isEmpty() && logs.isEmpty()) {
            return;
        }
        database.writing(1);
        try {
            partitions.prepare(spans.stream().mapToLong(span -> span.span().startNanos()));
            partitions.prepareLogs(logs.stream().mapToLong(LogRecord::timeNanos));
            if (writeOnce(spans, logs, limit)) {
                notifications.runsChanged();
            }
        } catch (SQLException e) {
            throw database.failure(e);
        } finally {
            database.writing(-1);
        }
    }

    /** @return whether a span or run changed */
    private boolean writeOnce(List<RecordedSpan> spans, List<LogRecord> logs, Duration limit) throws SQLException {
        var changed = new AtomicBoolean();
        var last = new AtomicReference<@Nullable WriteTransaction>();
        transactions.run(limit, (connection, isAgain) -> {
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
     * Asks whether the database would store something.
     *
     * @throws StoreException when it would not
     */
    void check() {
        try (var connection = database.connect();
                var _ = Deadline.on(connection, LIMIT);
                var statement = connection.createStatement();
                var row = statement.executeQuery(
                        "SELECT pg_is_in_recovery() OR current_setting('transaction_read_only')::boolean")) {
            if (row.next() && row.getBoolean(1)) {
                throw new SQLException("read-only", "25006");
            }
        } catch (SQLException e) {
            throw database.failure(e);
        }
    }

    /**
     * Says that runs of this process are alive. A run that has not ended is shown as failed once its lease is over. Does
     * nothing while the database is away.
     *
     * @param traceIds traces with running runs of this process; those not yet stored are passed over
     * @param lease from now
     */
    public void renewLeases(Collection<String> traceIds, Duration lease) {
        if (traceIds.isEmpty() || availability.isAway()) {
            return;
        }
        try {
            transactions.run(LIMIT, connection -> {
                TraceLocks.lock(connection, traceIds);
                Leases.renew(connection, traceIds, lease.toMillis() / 1000.0);
            });
        } catch (SQLException e) {
            throw database.failure(e);
        }
    }

    /** How it goes now. */
    public WriteStatus status() {
        return new WriteStatus(
                availability.away(),
                spool.spans(),
                spool.records() - spool.spans(),
                availability.returned(),
                availability.full(),
                spool.refused(),
                spool.folder());
    }

    /** Calls the watcher when the database goes, comes back, has stored something of what waited; on any thread. */
    public void onChange(Runnable watcher) {
        availability.onChange(watcher);
    }

    /**
     * Returns when what was taken is in the database or, while that is away, on disk, where it stays for whoever opens the
     * database next; within some seconds in any case.
     */
    @Override
    public void close() {
        door.close();
        drain.close();
        spool.close();
        starts.close();
        notifications.close(!availability.isAway());
    }
}
