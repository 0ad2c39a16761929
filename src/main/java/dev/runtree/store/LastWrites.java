package dev.runtree.store;

import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notes when spans and log records of a day were last written, where that is another day than their own: retention counts
 * from there. Noted before the write, at most once a minute for each day.
 */
final class LastWrites {
    private static final Duration OFTEN_ENOUGH = Duration.ofMinutes(1);
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final int MOST_REMEMBERED = 10_000;

    private static final String NOT_ALLOWED = "42501";
    private static final Logger LOG = LoggerFactory.getLogger(LastWrites.class);

    private static final String NOTE = "INSERT INTO runtree_days AS old (day, last_written)"
            + " SELECT d, ? FROM unnest(?::date[]) AS d ORDER BY d"
            + " ON CONFLICT (day) DO UPDATE SET last_written = greatest(old.last_written, excluded.last_written)";

    private final DataSource database;
    private final Clock clock;
    private final Map<LocalDate, Instant> noted = new ConcurrentHashMap<>();

    LastWrites(DataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** @param days whose spans or log records will be written now, the present one left out */
    void note(Collection<LocalDate> days) throws SQLException {
        var now = clock.instant();
        var due = days.stream().filter(day -> isDue(day, now)).sorted().toList();
        if (due.isEmpty()) {
            return;
        }
        try {
            write(due, now);
        } catch (SQLException e) {
            if (!NOT_ALLOWED.equals(e.getSQLState())) {
                throw e;
            }
            LOG.warn("This user may not write to runtree_days: what is imported from old days goes by its day", e);
        }
        if (noted.size() > MOST_REMEMBERED) {
            noted.clear();
        }
        due.forEach(day -> noted.put(day, now));
    }

    private boolean isDue(LocalDate day, Instant now) {
        var last = noted.get(day);
        return last == null || Duration.between(last, now).abs().compareTo(OFTEN_ENOUGH) >= 0;
    }

    private void write(List<LocalDate> days, Instant now) throws SQLException {
        try (var connection = database.getConnection();
                var _ = Deadline.on(connection, LIMIT);
                var statement = connection.prepareStatement(NOTE)) {
            statement.setTimestamp(1, Timestamp.from(now));
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "text", days.stream().map(LocalDate::toString).toArray()));
            statement.executeUpdate();
        }
    }
}
