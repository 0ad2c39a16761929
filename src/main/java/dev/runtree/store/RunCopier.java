package dev.runtree.store;

import dev.runtree.settings.DatabaseTarget;
import dev.runtree.settings.RuntreeHome;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the sessions of a primary database like the runs in the database of traces, where these are two: behind the writers,
 * on a thread of its own, so that nothing waits for it. While the primary is away it tries again, and what changed meanwhile
 * is copied when it is back, by whichever process is there then.
 */
public final class RunCopier implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RunCopier.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(5);
    private static final Duration GRACE = Duration.ofSeconds(1);
    private static final Duration LONGEST_END = Duration.ofSeconds(30);
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

    private final Database traces;
    private final Primary primary;
    private final Thread thread;

    private @Nullable SessionCopy copy;
    private long lookedAgainNanos;

    /** Guarded by this, as all below. */
    private boolean closed;

    private long asked;
    private long answered;
    private @Nullable String problem;

    /** Where it copies to. */
    private interface Primary {
        Database get();

        /** Something went wrong with it, or it is not needed any more. */
        void forget();
    }

    /** Opened by the copier itself, anew after each failure: the next attempt may find another schema, or none. */
    private static final class Opened implements Primary {
        private final DatabaseTarget target;
        private final RuntreeHome home;
        private @Nullable Database open;

        Opened(DatabaseTarget target, RuntreeHome home) {
            this.target = target;
            this.home = home;
        }

        @Override
        public Database get() {
            var known = open == null ? Database.openPrimary(target, home) : open;
            open = known;
            return known;
        }

        @Override
        public void forget() {
            if (open != null) {
                open.close();
                open = null;
            }
        }
    }

    /** Somebody else's, who closes it. */
    private record Lent(Database database) implements Primary {
        @Override
        public Database get() {
            return database;
        }

        @Override
        public void forget() {
            // Its pool gets new connections by itself.
        }
    }

    /** Begins to copy. Whether the primary database can be reached does not matter yet. */
    public RunCopier(Database traces, DatabaseTarget primary, RuntreeHome home) {
        this(traces, new Opened(primary, home));
    }

    /**
     * Begins to copy. Whether the primary database can be reached does not matter.
     *
     * @param primary opened by {@link Database#openPrimary}; is left open
     */
    public RunCopier(Database traces, Database primary) {
        this(traces, new Lent(primary));
    }

    private RunCopier(Database traces, Primary primary) {
        this.traces = traces;
        this.primary = primary;
        this.thread = Thread.ofPlatform().name("runtree-copier").daemon().start(this::copyUntilClosed);
    }

    /**
     * Waits until all that was committed before this call is copied.
     *
     * @return why it was not, in a sentence; {@code null} when it was
     */
    public synchronized @Nullable String finish(Duration limit) {
        var mine = ++asked;
        notifyAll();
        var deadline = System.nanoTime() + limit.toNanos();
        while (answered < mine && !closed) {
            var left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return "The sessions are not all copied to the primary database yet; the next Runtree goes on with it.";
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return "The sessions are not all copied to the primary database yet; the next Runtree goes on with it.";
            }
        }
        return problem == null
                ? null
                : "The sessions are not copied to the primary database yet: " + problem
                        + " The next Runtree goes on with it.";
    }

    private void copyUntilClosed() {
        while (isOpen()) {
            var wish = wish();
            try {
                var step = step();
                if (step == SessionCopy.Step.DONE) {
                    answer(wish, null);
                }
                if (step != SessionCopy.Step.COPIED) {
                    pause(PAUSE, wish);
                }
            } catch (SQLException | RuntimeException e) {
                forget();
                failed(wish, e);
                pause(PAUSE_AFTER_FAILURE, wish);
            }
        }
        forget();
    }

    private SessionCopy.Step step() throws SQLException {
        if (copy == null) {
            copy = new SessionCopy(traces, primary.get());
            copy.attach();
            lookedAgainNanos = System.nanoTime() - LOOK_AGAIN.toNanos();
        }
        if (System.nanoTime() - lookedAgainNanos >= LOOK_AGAIN.toNanos()) {
            lookedAgainNanos = System.nanoTime();
            copy.lookAgain();
        }
        return copy.step();
    }

    private void failed(long wish, Exception e) {
        var told =
                e instanceof StoreException ? String.valueOf(e.getMessage()) : "a statement failed: " + e.getMessage();
        synchronized (this) {
            if (!told.equals(problem)) {
                log.warn("Sessions cannot be copied to the primary database now: {}", told, e);
            }
        }
        answer(wish, told);
    }

    private synchronized void answer(long wish, @Nullable String told) {
        answered = Math.max(answered, wish);
        problem = told;
        notifyAll();
    }

    private synchronized long wish() {
        return asked;
    }

    private synchronized boolean isOpen() {
        return !closed;
    }

    /** Until somebody wants more than was wanted before. */
    private synchronized void pause(Duration time, long wish) {
        var deadline = System.nanoTime() + time.toNanos();
        for (var left = time.toMillis();
                left > 0 && !closed && asked == wish;
                left = (deadline - System.nanoTime()) / 1_000_000) {
            try {
                wait(left);
            } catch (InterruptedException e) {
                closed = true;
            }
        }
    }

    private void forget() {
        copy = null;
        primary.forget();
    }

    /** Stops where it is: what is not copied is copied by the next one. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        try {
            if (!thread.join(GRACE)) {
                // From waiting for a connection that does not come.
                thread.interrupt();
                thread.join(LONGEST_END);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
