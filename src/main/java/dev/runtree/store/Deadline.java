package dev.runtree.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cuts a connection off that is used for too long, also one that hangs in writing to a network that neither takes nor
 * closes: a time-out of the socket ends reading alone.
 */
final class Deadline implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Deadline.class);
    private static final ScheduledThreadPoolExecutor CLOCK = clock();

    private final ScheduledFuture<?> end;

    private Deadline(ScheduledFuture<?> end) {
        this.end = end;
    }

    private static ScheduledThreadPoolExecutor clock() {
        var clock = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("runtree-deadlines").daemon().factory());
        clock.setRemoveOnCancelPolicy(true);
        return clock;
    }

    /** Until it is closed; then the connection is as it was. */
    static Deadline on(Connection connection, Duration limit) {
        return new Deadline(CLOCK.schedule(() -> cut(connection, limit), limit.toMillis(), TimeUnit.MILLISECONDS));
    }

    private static void cut(Connection connection, Duration limit) {
        LOG.warn("A connection is cut off: it was to be done within {} s", limit.toSeconds());
        try {
            // Abort closes the socket, which is quick, and ends whoever reads from it or writes to it.
            connection.unwrap(Connection.class).abort(Runnable::run);
        } catch (SQLException e) {
            LOG.debug("It was gone", e);
        }
    }

    @Override
    public void close() {
        end.cancel(false);
    }
}
