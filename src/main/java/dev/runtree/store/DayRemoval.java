package dev.runtree.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Removes the partition of a day by dropping it, in one transaction: the traces whose steps go are marked, the steps of those
 * that are kept or go on the next day move to the default partition. The lock that stops everybody is taken last and held for
 * what remains: moving the few, and the drop.
 */
final class DayRemoval {
    private static final int ATTEMPTS = 6;
    private static final long PAUSE_MILLIS = 250;
    private static final String IN_USE = "55P03";

    /** A trace that seems to go on later than this was written by a wrong clock. */
    private static final Duration SOON = Duration.ofDays(2);

    private static final String SURVEY = """
            WITH day AS MATERIALIZED (SELECT trace_id, count(*) AS spans FROM %1$s GROUP BY trace_id),
            touched AS MATERIALIZED (
                SELECT day.trace_id, day.spans, coalesce(t.last_start_time >= %2$s AND t.last_start_time < ?, false)
                    OR EXISTS (SELECT FROM runtree_stars s WHERE s.trace_id = day.trace_id) AS kept
                FROM day LEFT JOIN agno_traces t ON t.trace_id = day.trace_id),
            marked AS (
                UPDATE agno_traces t SET steps_removed_at = ?, revision = revision + 1
                FROM touched WHERE t.trace_id = touched.trace_id AND NOT touched.kept AND t.steps_removed_at IS NULL)
            SELECT coalesce(sum(spans) FILTER (WHERE NOT kept), 0), coalesce(sum(spans) FILTER (WHERE kept), 0),
                coalesce(array_agg(trace_id) FILTER (WHERE kept), '{}')
            FROM touched
            """;

    private final Transactions transactions;
    private final Instant now;

    DayRemoval(Transactions transactions, Instant now) {
        this.transactions = transactions;
        this.now = now;
    }

    /** What is in a partition: whose steps move, and how many go. */
    private record Survey(long going, long kept, String[] keptTraces) {}

    /**
     * Removes the day.
     *
     * @param before the day stays when something of it was written at this time or later
     * @return empty when it is gone already, or stays
     * @throws SQLException with the state {@value #IN_USE} when it is in use for longer than others should wait
     */
    Optional<RetentionReport.Day> remove(LocalDate day, Instant before) throws SQLException {
        var removed = new RetentionReport.Day[1];
        transactions.run(connection -> {
            removed[0] = null;
            try (var statement = connection.createStatement()) {
                statement.execute("SET LOCAL lock_timeout = '5s'");
                statement.execute(PartitionMaker.LOCK);
                statement.execute(PartitionMaker.PATIENCE);
                if (isThere(statement, day) && holdsStill(statement, day, before)) {
                    removed[0] = remove(connection, statement, day);
                }
            }
        });
        return Optional.ofNullable(removed[0]);
    }

    /** From here on nobody writes to the day; who wrote before is seen. */
    private static boolean holdsStill(Statement statement, LocalDate day, Instant before) throws SQLException {
        for (var table : DayTable.values()) {
            statement.execute("LOCK TABLE " + table.partition(day) + " IN SHARE MODE");
        }
        try (var row = statement.executeQuery("SELECT NOT EXISTS (SELECT FROM runtree_days WHERE day = '" + day
                + "' AND last_written >= '" + before + "')")) {
            return row.next() && row.getBoolean(1);
        }
    }

    private RetentionReport.Day remove(Connection connection, Statement statement, LocalDate day) throws SQLException {
        var bytes = bytes(statement, day);
        var survey = survey(connection, day);
        takeLocks(connection, statement);
        for (var table : DayTable.values()) {
            statement.execute("ALTER TABLE " + table.parent() + " DETACH PARTITION " + table.partition(day));
        }
        if (survey.keptTraces().length > 0) {
            move(connection, survey.keptTraces(), day);
        }
        for (var table : DayTable.values()) {
            statement.execute("DROP TABLE " + table.partition(day));
        }
        return new RetentionReport.Day(day, survey.going(), survey.kept(), bytes);
    }

    private Survey survey(Connection connection, LocalDate day) throws SQLException {
        var sql = SURVEY.formatted(DayTable.SPANS.partition(day), DayTable.SPANS.to(day));
        try (var statement = connection.prepareStatement(sql)) {
            statement.setTimestamp(1, Timestamp.from(now.plus(SOON)));
            statement.setTimestamp(2, Timestamp.from(now));
            try (var row = statement.executeQuery()) {
                row.next();
                return new Survey(
                        row.getLong(1), row.getLong(2), (String[]) row.getArray(3).getArray());
            }
        }
    }

    /** Whoever comes while we wait for one that is there waits with us: so we wait briefly, and again. */
    private static void takeLocks(Connection connection, Statement statement) throws SQLException {
        for (var attempt = 1; ; attempt++) {
            Savepoint before = connection.setSavepoint();
            try {
                for (var table : DayTable.values()) {
                    statement.execute("LOCK TABLE ONLY " + table.parent() + " IN ACCESS EXCLUSIVE MODE");
                }
                for (var table : DayTable.values()) {
                    statement.execute("LOCK TABLE " + table.rest() + " IN ACCESS EXCLUSIVE MODE");
                }
                return;
            } catch (SQLException e) {
                if (attempt == ATTEMPTS || !isInUse(e)) {
                    throw e;
                }
                connection.rollback(before);
                pause(attempt, e);
            }
        }
    }

    private static void move(Connection connection, String[] traceIds, LocalDate day) throws SQLException {
        for (var table : DayTable.values()) {
            try (var statement = connection.prepareStatement("INSERT INTO " + table.rest() + " SELECT * FROM "
                    + table.partition(day) + " WHERE trace_id = ANY (?)")) {
                statement.setArray(1, connection.createArrayOf("text", traceIds));
                statement.executeUpdate();
            }
        }
    }

    private static boolean isThere(Statement statement, LocalDate day) throws SQLException {
        try (var row = statement.executeQuery(
                "SELECT " + DayTable.SPANS.hasPartition(day) + " AND " + DayTable.CONTENTS.hasPartition(day))) {
            return row.next() && row.getBoolean(1);
        }
    }

    private static long bytes(Statement statement, LocalDate day) throws SQLException {
        try (var row = statement.executeQuery("SELECT pg_total_relation_size('" + DayTable.SPANS.partition(day)
                + "') + pg_total_relation_size('" + DayTable.CONTENTS.partition(day) + "')")) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Whether somebody held a lock for longer than we wait. */
    static boolean isInUse(SQLException e) {
        return IN_USE.equals(e.getSQLState());
    }

    private static void pause(int attempt, SQLException cause) throws SQLException {
        try {
            Thread.sleep(attempt * PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw cause;
        }
    }
}
