package dev.runtree.store;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;

/** How many days back a day gets a partition of its own: as many as retention keeps. Asked of the database now and then. */
final class Horizon {
    private static final int MOST = 400;
    private static final Duration FRESH = Duration.ofMinutes(1);

    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final DataSource database;
    private final Clock clock;
    private Instant asked = Instant.MIN;
    private int days = RetentionPolicy.DEFAULT_DAYS;

    Horizon(DataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    synchronized int days() throws SQLException {
        var now = clock.instant();
        if (asked.equals(Instant.MIN) || Duration.between(asked, now).abs().compareTo(FRESH) > 0) {
            try (var connection = database.getConnection();
                    var _ = Deadline.on(connection, LIMIT)) {
                var kept = RetentionPolicy.read(connection).days();
                days = kept == null ? MOST : Math.min(kept, MOST);
            }
            asked = now;
        }
        return days;
    }
}
