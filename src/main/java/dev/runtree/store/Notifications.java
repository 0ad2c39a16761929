package dev.runtree.store;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wakes open windows after a commit, at most four times a second, from a transaction of its own: {@code NOTIFY} in the
 * writing one would serialize all commits. That a notification fails changes nothing: windows also look by themselves.
 */
final class Notifications {
    static final String CHANNEL = "runtree";
    private static final Logger LOG = LoggerFactory.getLogger(Notifications.class);
    private static final long PAUSE_MILLIS = 250;
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final DataSource database;
    private final AtomicBoolean pending = new AtomicBoolean();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("runtree-notify").daemon().factory());
    private long lastMillis = System.nanoTime() / 1_000_000 - PAUSE_MILLIS;

    Notifications(DataSource database) {
        this.database = database;
    }

    void runsChanged() {
        if (pending.compareAndSet(false, true)) {
            var _ = clock.schedule(this::tell, waitMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private synchronized long waitMillis() {
        return Math.max(0, lastMillis + PAUSE_MILLIS - System.nanoTime() / 1_000_000);
    }

    private synchronized void tell() {
        if (!pending.getAndSet(false)) {
            return;
        }
        lastMillis = System.nanoTime() / 1_000_000;
        try (var connection = database.getConnection();
                var _ = Deadline.on(connection, LIMIT);
                var statement = connection.createStatement()) {
            statement.execute("SELECT pg_notify('" + CHANNEL + "', '')");
        } catch (SQLException e) {
            LOG.debug("Windows were not told of new runs", e);
        }
    }

    /** @param tell whether the database can be told of what is still to be told */
    void close(boolean tell) {
        clock.shutdownNow();
        if (tell) {
            tell();
        }
    }
}
