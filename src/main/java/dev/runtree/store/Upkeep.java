package dev.runtree.store;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a database needs now and then, in the background of a program that stays: partitions for the days to come, retention,
 * roll-ups of traces that are not in them, and, more often, in the database of approvals, the end of those whose deadline has
 * passed. Every piece of the work is a short transaction under a lock of the database, so that it does not matter how many
 * programs do it. What goes wrong is in the log, and tried again the next time.
 */
public final class Upkeep implements AutoCloseable {
    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final Duration EVERY = Duration.ofHours(1);
    private static final Duration APPROVALS_EVERY = Duration.ofSeconds(15);
    private static final Duration END = Duration.ofSeconds(3);
    private static final int COUNTED_AT_ONCE = 200;
    /** A replica, and a user who does not own the tables. */
    private static final Set<String> LEFT_TO_OTHERS = Set.of("25006", "42501");

    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);

    private final List<Task> tasks;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final ScheduledExecutorService thread = Executors.newScheduledThreadPool(
            2, Thread.ofPlatform().name("runtree-upkeep").daemon().factory());

    private Upkeep(List<Task> tasks) {
        this.tasks = tasks;
    }

    /** A part of it. */
    private record Task(String name, Work work) {}

    private interface Work {
        /** @param ended to be asked between the pieces */
        void run(BooleanSupplier ended) throws SQLException;
    }

    /** Begins a little later, and looks every hour from then on. */
    public static Upkeep start(Databases databases) {
        return start(databases, Clock.systemUTC(), FIRST, EVERY);
    }

    static Upkeep start(Databases databases, Clock clock, Duration first, Duration every) {
        var database = databases.traces();
        var partitions = new DayPartitions(database.dataSource(), clock);
        var retention = new Retention(database, clock);
        var recount = new Recount(database);
        var upkeep = new Upkeep(List.of(
                new Task("partitions ahead", ended -> partitions.ahead()),
                new Task("retention", ended -> retention.apply(ended)),
                new Task("traces not in the roll-ups", ended -> count(recount, ended))));
        var runs = new PausedRuns(databases.primary());
        var approvals = new Task("approvals", ended -> runs.sweepNow());
        // On its own thread: a second task would wait here for the queue that the first one has just woken.
        upkeep.thread.execute(() -> {
            upkeep.repeat(upkeep::round, first, every);
            upkeep.repeat(() -> upkeep.did(approvals), first, APPROVALS_EVERY);
        });
        return upkeep;
    }

    private void repeat(Runnable work, Duration first, Duration every) {
        var _ = thread.scheduleWithFixedDelay(work, first.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void count(Recount recount, BooleanSupplier ended) {
        var isMore = true;
        while (isMore && !ended.getAsBoolean()) {
            isMore = recount.step(COUNTED_AT_ONCE);
        }
    }

    private void round() {
        for (var task : tasks) {
            if (ended.get() || !did(task)) {
                return;
            }
        }
    }

    /** Whether this program may do what is to be done. */
    private boolean did(Task task) {
        try {
            task.work().run(ended::get);
        } catch (SQLException e) {
            if (LEFT_TO_OTHERS.contains(String.valueOf(e.getSQLState()))) {
                LOG.debug("Upkeep is left to those who may write to this database", e);
                return false;
            }
            failed(task, e);
        } catch (RuntimeException | Error e) {
            // What is thrown out of here would be the end of all upkeep.
            failed(task, e);
        }
        return true;
    }

    private void failed(Task task, Throwable e) {
        if (!ended.get()) {
            LOG.warn("Upkeep, {}: it is tried again in a while", task.name(), e);
        }
    }

    /** Ends after the piece that is being done. */
    @Override
    public void close() {
        ended.set(true);
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(END.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.info("Upkeep is in the middle of a transaction, which is given up");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
