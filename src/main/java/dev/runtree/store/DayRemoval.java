package dev.runtree.store;

import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Removes the partition of a day by dropping it, in one transaction; the steps of traces that are kept or go on the next day
 * move to the default partition. That the steps of the day's other traces are gone is told by {@code runtree_days} in the same
 * transaction, so nothing is left to be done afterwards ({@link RemovedSteps}).
 *
 * <p>What takes time, counting, is done before anybody has to wait.
 */
final class DayRemoval {
    private static final int ATTEMPTS = 6;
    private static final long PAUSE_MILLIS = 250;
    private static final String IN_USE = "55P03";

    /** A trace that seems to go on later than this was written by a wrong clock. */
    private static final Duration SOON = Duration.ofDays(2);

    /** As the condition of the index agno_traces_over_days. */
    private static final String OVER_DAYS =
            "(start_time AT TIME ZONE 'UTC')::date <> (last_start_time AT TIME ZONE 'UTC')::date";

    /** A day that was filled a moment ago has no statistics, and would be read as a whole to find a few of its rows. */
    private static final String BY_INDEX = "SET LOCAL enable_seqscan = off";

    /** When it is removed again, the first time holds for all that is not marked. */
    private static final String REMOVED = "INSERT INTO runtree_days AS old (day, removed_at) VALUES (?::date, ?)"
            + " ON CONFLICT (day) DO UPDATE SET removed_at = coalesce(old.removed_at, excluded.removed_at)";

    private final Transactions transactions;
    private final Instant now;

    DayRemoval(Transactions transactions, Instant now) {
        this.transactions = transactions;
        this.now = now;
    }

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
                if (isThere(statement, day)) {
                    endVacuum(statement, day);
                    removed[0] = remove(connection, statement, day, before);
                }
            }
        });
        return Optional.ofNullable(removed[0]);
    }

    /** Stops nobody else. The server ends its vacuuming for whoever waits a second, which we do not do below. */
    private static void endVacuum(Statement statement, LocalDate day) throws SQLException {
        for (var table : DayTable.values()) {
            statement.execute(
                    "LOCK TABLE " + table.partition(day) + ", " + table.rest() + " IN SHARE UPDATE EXCLUSIVE MODE");
        }
    }

    private RetentionReport.@Nullable Day remove(
            Connection connection, Statement statement, LocalDate day, Instant before) throws SQLException {
        var isAgain = wasRemoved(statement, day);
        var bytes = number(
                statement,
                "pg_total_relation_size('" + DayTable.SPANS.partition(day) + "') + pg_total_relation_size('"
                        + DayTable.CONTENTS.partition(day) + "')");
        var spans = isAgain
                ? number(statement, "(SELECT count(*) FROM " + DayTable.SPANS.partition(day) + ")")
                : counted(connection, statement, day);
        statement.execute(BY_INDEX);
        statement.execute(PartitionMaker.PATIENCE);
        takeLocks(connection, statement, day);
        if (wasWritten(statement, day, before)) {
            return null;
        }
        var kept = kept(connection, day);
        var earlier = markGoing(connection, kept, day, isAgain);
        for (var table : DayTable.values()) {
            statement.execute("ALTER TABLE " + table.parent() + " DETACH PARTITION " + table.partition(day));
        }
        var moved = move(connection, kept, day);
        for (var table : DayTable.values()) {
            statement.execute("DROP TABLE " + table.partition(day));
        }
        note(connection, day);
        return new RetentionReport.Day(day, Math.max(spans - moved, 0) + earlier, moved, bytes);
    }

    /** How many spans the partition holds, by the indexes of traces: the partition itself is not read. */
    private static long counted(Connection connection, Statement statement, LocalDate day) throws SQLException {
        statement.execute(BY_INDEX);
        var from = DayTable.SPANS.from(day);
        var to = DayTable.SPANS.to(day);
        var within = number(
                statement,
                "coalesce((SELECT sum(span_count) FROM agno_traces WHERE start_time >= " + from + " AND start_time < "
                        + to + " AND last_start_time < " + to + " AND steps_removed_at IS NULL), 0)");
        var over = Rows.list(
                connection,
                "SELECT trace_id FROM agno_traces WHERE " + OVER_DAYS + " AND last_start_time >= " + from
                        + " AND start_time < " + to,
                row -> row.getString(1));
        if (over.isEmpty()) {
            return within;
        }
        try (var count = connection.prepareStatement(
                "SELECT count(*) FROM " + DayTable.SPANS.partition(day) + " WHERE trace_id = ANY (?)")) {
            count.setArray(1, connection.createArrayOf("text", over.toArray()));
            try (var row = count.executeQuery()) {
                row.next();
                return within + row.getLong(1);
            }
        }
    }

    /**
     * From here on nobody writes or reads. Whoever writes has the locks of its traces, so none is in between having looked for a
     * trace's steps and adding to them. Whoever comes while we wait for one that is there waits with us: so we wait briefly, and
     * again.
     */
    private static void takeLocks(Connection connection, Statement statement, LocalDate day) throws SQLException {
        for (var attempt = 1; ; attempt++) {
            Savepoint before = connection.setSavepoint();
            try {
                TraceLocks.lockAll(statement);
                for (var table : DayTable.values()) {
                    statement.execute("LOCK TABLE ONLY " + table.parent() + " IN ACCESS EXCLUSIVE MODE");
                }
                for (var table : DayTable.values()) {
                    statement.execute(
                            "LOCK TABLE " + table.rest() + ", " + table.partition(day) + " IN ACCESS EXCLUSIVE MODE");
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

    /** A writer says so before it asks for its traces' locks. */
    private static boolean wasWritten(Statement statement, LocalDate day, Instant before) throws SQLException {
        return number(
                        statement,
                        "(SELECT count(*) FROM runtree_days WHERE day = '" + day + "' AND last_written >= '" + before
                                + "')")
                > 0;
    }

    private static boolean wasRemoved(Statement statement, LocalDate day) throws SQLException {
        return number(
                        statement,
                        "(SELECT count(*) FROM runtree_days WHERE day = '" + day + "' AND removed_at IS NOT NULL)")
                > 0;
    }

    /** The traces whose steps move. */
    private Array kept(Connection connection, LocalDate day) throws SQLException {
        var sql = """
                SELECT coalesce(array_agg(trace_id), '{}') FROM (
                    SELECT trace_id FROM agno_traces
                    WHERE %3$s AND last_start_time >= %2$s AND last_start_time < ? AND start_time < %2$s
                        AND steps_removed_at IS NULL
                    UNION
                    SELECT t.trace_id FROM runtree_stars s JOIN agno_traces t ON t.trace_id = s.trace_id
                    WHERE t.start_time < %2$s AND t.last_start_time >= %1$s) kept
                """.formatted(DayTable.SPANS.from(day), DayTable.SPANS.to(day), OVER_DAYS);
        try (var statement = connection.prepareStatement(sql)) {
            statement.setTimestamp(1, Timestamp.from(now.plus(SOON)));
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getArray(1);
            }
        }
    }

    /**
     * Marks the few traces whose steps go and of which the day does not tell it: those that began earlier, of which the earlier
     * steps wait in the default partition, and all when the day goes for a second time. Each is looked up by itself: joined,
     * a partition of which the server knows nothing yet is read as a whole.
     *
     * @return how many earlier spans went
     */
    private long markGoing(Connection connection, Array kept, LocalDate day, boolean isAgain) throws SQLException {
        var sql = """
                UPDATE agno_traces t SET steps_removed_at = ?, revision = revision + 1
                WHERE steps_removed_at IS NULL AND trace_id <> ALL (?) AND %5$s
                    AND (SELECT true FROM %3$s s WHERE s.trace_id = t.trace_id LIMIT 1)
                RETURNING CASE WHEN %4$s AND last_start_time < %2$s THEN trace_id END
                """.formatted(
                        DayTable.SPANS.from(day),
                        DayTable.SPANS.to(day),
                        DayTable.SPANS.partition(day),
                        OVER_DAYS,
                        going(day, isAgain));
        var ended = new ArrayList<String>();
        try (var statement = connection.prepareStatement(sql)) {
            statement.setTimestamp(1, Timestamp.from(now));
            statement.setArray(2, kept);
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    if (row.getString(1) != null) {
                        ended.add(row.getString(1));
                    }
                }
            }
        }
        var ids = connection.createArrayOf("text", ended.toArray());
        return ended.isEmpty() ? 0 : ofSpans(connection, table -> "DELETE FROM " + table.rest(), ids);
    }

    /** Each of the two by an index: those that begin or end on another day, and those within the day. */
    private static String going(LocalDate day, boolean isAgain) {
        var from = DayTable.SPANS.from(day);
        var to = DayTable.SPANS.to(day);
        var over = "(" + OVER_DAYS + " AND last_start_time >= " + from + " AND start_time < " + to + ")";
        return isAgain
                ? "(" + over + " OR (start_time >= " + from + " AND start_time < " + to + " AND last_start_time < " + to
                        + "))"
                : over;
    }

    private static long move(Connection connection, Array kept, LocalDate day) throws SQLException {
        return ofSpans(
                connection, table -> "INSERT INTO " + table.rest() + " SELECT * FROM " + table.partition(day), kept);
    }

    /** @return how many spans it was */
    private static long ofSpans(Connection connection, Function<DayTable, String> what, Array traceIds)
            throws SQLException {
        var spans = 0L;
        for (var table : DayTable.values()) {
            try (var statement = connection.prepareStatement(what.apply(table) + " WHERE trace_id = ANY (?)")) {
                statement.setArray(1, traceIds);
                var rows = statement.executeUpdate();
                spans += table == DayTable.SPANS ? rows : 0;
            }
        }
        return spans;
    }

    private void note(Connection connection, LocalDate day) throws SQLException {
        try (var statement = connection.prepareStatement(REMOVED)) {
            statement.setString(1, day.toString());
            statement.setTimestamp(2, Timestamp.from(now));
            statement.executeUpdate();
        }
    }

    private static boolean isThere(Statement statement, LocalDate day) throws SQLException {
        try (var row = statement.executeQuery(
                "SELECT " + DayTable.SPANS.hasPartition(day) + " AND " + DayTable.CONTENTS.hasPartition(day))) {
            return row.next() && row.getBoolean(1);
        }
    }

    private static long number(Statement statement, String expression) throws SQLException {
        try (var row = statement.executeQuery("SELECT " + expression)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Whether somebody held a lock for longer than we wait. */
    static boolean isInUse(SQLException e) {
        return IN_USE.equals(e.getSQLState());
    }
}
