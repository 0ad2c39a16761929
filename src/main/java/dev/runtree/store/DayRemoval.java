package dev.runtree.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Removes the partition of a day by dropping it, in one transaction; the steps of traces that are kept or go on the next day
 * move to the default partition. Only that and the drop happen under the lock that stops everybody. The traces whose steps
 * went are marked afterwards, in small pieces, by {@link RemovedDays}.
 */
final class DayRemoval {
    private static final int ATTEMPTS = 6;
    private static final long PAUSE_MILLIS = 250;
    private static final String IN_USE = "55P03";

    /** A trace that seems to go on later than this was written by a wrong clock. */
    private static final Duration SOON = Duration.ofDays(2);

    private static final String REMOVED = "INSERT INTO runtree_days (day, removed_at) VALUES (?::date, ?)"
            + " ON CONFLICT (day) DO UPDATE SET removed_at = excluded.removed_at";

    private final Transactions transactions;
    private final Instant now;

    DayRemoval(Transactions transactions, Instant now) {
        this.transactions = transactions;
        this.now = now;
    }

    /** What is in a partition: whose steps move, and how many others go. */
    private record Survey(List<String> kept, long going) {}

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
        var moved = survey.kept().isEmpty() ? 0 : move(connection, survey.kept(), day);
        for (var table : DayTable.values()) {
            statement.execute("DROP TABLE " + table.partition(day));
        }
        note(connection, day);
        return new RetentionReport.Day(day, survey.going(), moved, bytes);
    }

    /** By the indexes of traces alone: the partition itself is not read. */
    private Survey survey(Connection connection, LocalDate day) throws SQLException {
        var sql = """
                WITH kept AS MATERIALIZED (
                    SELECT trace_id FROM agno_traces
                    WHERE (start_time AT TIME ZONE 'UTC')::date <> (last_start_time AT TIME ZONE 'UTC')::date
                        AND last_start_time >= %2$s AND last_start_time < ? AND start_time < %2$s
                    UNION
                    SELECT t.trace_id FROM agno_traces t JOIN runtree_stars s ON s.trace_id = t.trace_id
                    WHERE t.start_time < %2$s AND t.last_start_time >= %1$s)
                SELECT (SELECT coalesce(array_agg(trace_id), '{}') FROM kept),
                    coalesce((SELECT sum(span_count) FROM agno_traces t
                        WHERE start_time >= %1$s AND start_time < %2$s AND last_start_time < %2$s
                            AND steps_removed_at IS NULL AND NOT EXISTS (SELECT FROM kept k WHERE k.trace_id = t.trace_id)), 0)
                    + (SELECT count(*) FROM %3$s WHERE trace_id IN (SELECT trace_id FROM agno_traces
                        WHERE (start_time AT TIME ZONE 'UTC')::date <> (last_start_time AT TIME ZONE 'UTC')::date
                            AND last_start_time >= %1$s AND last_start_time < %2$s
                        EXCEPT SELECT trace_id FROM kept))
                """.formatted(DayTable.SPANS.from(day), DayTable.SPANS.to(day), DayTable.SPANS.partition(day));
        try (var statement = connection.prepareStatement(sql)) {
            statement.setTimestamp(1, Timestamp.from(now.plus(SOON)));
            try (var row = statement.executeQuery()) {
                row.next();
                return new Survey(List.of((String[]) row.getArray(1).getArray()), row.getLong(2));
            }
        }
    }

    private void note(Connection connection, LocalDate day) throws SQLException {
        try (var statement = connection.prepareStatement(REMOVED)) {
            statement.setString(1, day.toString());
            statement.setTimestamp(2, Timestamp.from(now));
            statement.executeUpdate();
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
                Transactions.pause(attempt * PAUSE_MILLIS, e);
            }
        }
    }

    private static long move(Connection connection, List<String> traceIds, LocalDate day) throws SQLException {
        var spans = 0L;
        for (var table : DayTable.values()) {
            try (var statement = connection.prepareStatement("INSERT INTO " + table.rest() + " SELECT * FROM "
                    + table.partition(day) + " WHERE trace_id = ANY (?)")) {
                statement.setArray(1, connection.createArrayOf("text", traceIds.toArray()));
                var rows = statement.executeUpdate();
                spans += table == DayTable.SPANS ? rows : 0;
            }
        }
        return spans;
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
}
