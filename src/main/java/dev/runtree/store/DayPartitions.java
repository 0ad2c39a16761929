package dev.runtree.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;

/**
 * The partitions of {@code runtree_spans} and of the contents that they share, one a UTC day, made when the first span of the
 * day comes. Days longer ago than {@link #KEPT_DAYS} or after tomorrow stay in the default partitions: wrong clocks and old
 * imports make no tables.
 */
final class DayPartitions {
    private static final String SPANS = "runtree_spans";
    private static final String CONTENTS = "runtree_contents";
    private static final int KEPT_DAYS = 90;
    private static final long NANOS_OF_DAY = 86_400_000_000_000L;
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final int LOCK = 0x52540001;

    /** A row wider than a page's quarter moves its payload out of line until the skeleton is what remains. */
    private static final int TOAST_TUPLE_TARGET = 256;

    private final DataSource database;
    private final Clock clock;
    private final Set<LocalDate> known = ConcurrentHashMap.newKeySet();

    DayPartitions(DataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Makes what is missing for spans that start at these times, in transactions of its own. */
    void prepare(Collection<Long> startNanos) throws SQLException {
        var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        var missing = new TreeSet<LocalDate>();
        for (var nanos : startNanos) {
            var day = LocalDate.ofEpochDay(Math.floorDiv(nanos, NANOS_OF_DAY));
            if (!known.contains(day) && !day.isBefore(today.minusDays(KEPT_DAYS)) && !day.isAfter(today.plusDays(1))) {
                missing.add(day);
            }
        }
        for (var day : missing) {
            make(day);
            known.add(day);
        }
    }

    private void make(LocalDate day) throws SQLException {
        var suffix = "_" + day.format(DateTimeFormatter.BASIC_ISO_DATE);
        try (var connection = database.getConnection();
                var _ = Deadline.on(connection, LIMIT)) {
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                statement.execute("SELECT pg_advisory_xact_lock(" + LOCK + ", 0)");
                if (!exists(connection, SPANS + suffix)) {
                    var end = day.plusDays(1);
                    create(statement, SPANS, suffix, "start_time", midnight(day), midnight(end));
                    statement.execute(
                            "ALTER TABLE " + SPANS + suffix + " SET (toast_tuple_target = " + TOAST_TUPLE_TARGET + ")");
                    create(statement, CONTENTS, suffix, "day", "'" + day + "'", "'" + end + "'");
                }
                connection.commit();
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        }
    }

    private static boolean exists(Connection connection, String table) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT to_regclass('" + table + "') IS NOT NULL")) {
            return row.next() && row.getBoolean(1);
        }
    }

    /** Rows of the day that lie in the default partition move over: PostgreSQL refuses to attach the new one otherwise. */
    private static void create(Statement statement, String table, String suffix, String column, String from, String to)
            throws SQLException {
        var part = table + suffix;
        statement.execute("LOCK TABLE " + table + " IN ACCESS EXCLUSIVE MODE");
        statement.execute("CREATE TABLE " + part + " (LIKE " + table + " INCLUDING ALL)");
        statement.execute("WITH moved AS (DELETE FROM " + table + "_default WHERE " + column + " >= " + from + " AND "
                + column + " < " + to + " RETURNING *) INSERT INTO " + part + " SELECT * FROM moved");
        statement.execute("ALTER TABLE " + table + " ATTACH PARTITION " + part + " FOR VALUES FROM (" + from + ") TO ("
                + to + ")");
    }

    private static String midnight(LocalDate day) {
        return "'" + day + " 00:00:00+00'";
    }
}
