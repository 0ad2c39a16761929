package dev.runtree.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;

/** Removes what is old and in no partition of its own: in small pieces, each a transaction, so that nobody waits long. */
final class OldRows {
    private static final int TRACES = 100;
    private static final int LOGS = 2_000;
    private static final Duration SOON = Duration.ofDays(2);

    /** One look into the index for each day that is there. */
    private static final String DAYS = """
        WITH RECURSIVE days (at) AS (
            SELECT min(start_time) FROM runtree_spans_default
            UNION ALL
            SELECT (SELECT min(start_time) FROM runtree_spans_default
                WHERE start_time >= (date_trunc('day', days.at AT TIME ZONE 'UTC') + interval '1 day') AT TIME ZONE 'UTC')
            FROM days WHERE days.at IS NOT NULL)
        SELECT (at AT TIME ZONE 'UTC')::date FROM days WHERE at IS NOT NULL
        """;

    private static final String MARK = "UPDATE agno_traces SET steps_removed_at = ?, revision = revision + 1"
            + " WHERE trace_id = ANY (?) AND steps_removed_at IS NULL";

    /** Records leave with their trace's steps; those of no trace by their own age. */
    private static final String LOGS_OF_NONE = """
        SELECT l.ctid::text FROM runtree_log_records l
            LEFT JOIN agno_traces t ON t.trace_id = l.trace_id
            LEFT JOIN runtree_days d ON d.day = (l.time AT TIME ZONE 'UTC')::date%s
        WHERE l.time < ? AND CASE WHEN t.trace_id IS NULL THEN l.time < ? AND (d.last_written IS NULL OR d.last_written < ?)
            ELSE %s END
        """.formatted(RemovedSteps.JOIN_DAYS, RemovedSteps.ARE_GONE);

    private static final String OLD_TRACES = """
        SELECT t.trace_id FROM agno_traces t%s
        WHERE t.start_time < ? AND t.last_start_time < ? AND %s
            AND NOT EXISTS (SELECT 1 FROM runtree_stars k WHERE k.trace_id = t.trace_id)
        """.formatted(RemovedSteps.JOIN_DAYS, RemovedSteps.ARE_GONE);

    /** To ask again once the locks of some traces are held: somebody may have written to them before, or kept them. */
    private static final String AMONG = " AND %s.trace_id = ANY (?)";

    private final DataSource database;
    private final Transactions transactions;
    private final Instant now;
    private final BooleanSupplier ended;

    /** @param ended asked between the pieces */
    OldRows(DataSource database, Instant now, BooleanSupplier ended) {
        this.database = database;
        this.transactions = new Transactions(database);
        this.now = now;
        this.ended = ended;
    }

    /** The days of which spans lie in the default partition. */
    static List<LocalDate> strayDays(Connection connection) throws SQLException {
        var days = new ArrayList<LocalDate>();
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(DAYS)) {
            while (row.next()) {
                days.add(row.getObject(1, LocalDate.class));
            }
        }
        return days;
    }

    /**
     * Removes the spans of the day from the default partition, but for those of kept runs and of traces that go on.
     *
     * @param written when something of the day was written later, it stays
     * @param goesOn a trace with a span that starts then or later goes on
     * @return how many spans went
     */
    long strays(LocalDate day, Instant written, Instant goesOn) throws SQLException {
        var question = """
            SELECT DISTINCT s.trace_id FROM runtree_spans_default s LEFT JOIN agno_traces t ON t.trace_id = s.trace_id
            WHERE %s AND NOT coalesce(t.last_start_time >= ? AND t.last_start_time < ?, false)
                AND NOT EXISTS (SELECT 1 FROM runtree_stars k WHERE k.trace_id = s.trace_id)
                AND NOT EXISTS (SELECT 1 FROM runtree_days d WHERE d.day = '%s' AND d.last_written > ?)
            """.formatted(DayTable.SPANS.on("s.", day), day);
        var spans = 0L;
        while (!ended.getAsBoolean()) {
            var found = ids(question + " LIMIT " + TRACES, goesOn, now.plus(SOON), written);
            if (found.isEmpty()) {
                break;
            }
            var gone = new long[1];
            transactions.run(connection -> {
                TraceLocks.lock(connection, found);
                var piece = ids(connection, question + AMONG.formatted("s"), found, goesOn, now.plus(SOON), written);
                gone[0] = delete(connection, DayTable.SPANS, day, piece);
                delete(connection, DayTable.CONTENTS, day, piece);
                try (var mark = connection.prepareStatement(MARK)) {
                    mark.setTimestamp(1, Timestamp.from(now));
                    mark.setArray(2, connection.createArrayOf("text", piece.toArray()));
                    mark.executeUpdate();
                }
            });
            spans += gone[0];
        }
        return spans;
    }

    private static long delete(Connection connection, DayTable table, LocalDate day, Collection<String> traceIds)
            throws SQLException {
        try (var statement = connection.prepareStatement(
                "DELETE FROM " + table.rest() + " WHERE trace_id = ANY (?) AND " + table.on(day))) {
            statement.setArray(1, connection.createArrayOf("text", traceIds.toArray()));
            return statement.executeUpdate();
        }
    }

    /**
     * Removes log records of traces whose steps are gone, and old ones of no trace.
     *
     * @param oldest records from then on stay in any case
     * @param alone a record of no trace stays when it is of this time or later, or was written then or later
     * @return how many went
     */
    long logs(Instant oldest, Instant alone) throws SQLException {
        var count = 0L;
        try (var reading = database.getConnection()) {
            reading.setAutoCommit(false);
            try (var statement = reading.prepareStatement(LOGS_OF_NONE)) {
                statement.setFetchSize(LOGS);
                statement.setTimestamp(1, Timestamp.from(oldest));
                statement.setTimestamp(2, Timestamp.from(alone));
                statement.setTimestamp(3, Timestamp.from(alone));
                try (var row = statement.executeQuery()) {
                    var piece = new ArrayList<String>();
                    while (!ended.getAsBoolean() && row.next()) {
                        piece.add(row.getString(1));
                        if (piece.size() == LOGS) {
                            count += deleteLogs(piece, oldest);
                            piece.clear();
                        }
                    }
                    count += deleteLogs(piece, oldest);
                }
            } finally {
                reading.rollback();
                reading.setAutoCommit(true);
            }
        }
        return count;
    }

    private long deleteLogs(List<String> places, Instant oldest) throws SQLException {
        if (places.isEmpty()) {
            return 0;
        }
        var gone = new long[1];
        transactions.run(connection -> {
            try (var statement = connection.prepareStatement(
                    "DELETE FROM runtree_log_records WHERE ctid = ANY (?::tid[]) AND time < ?")) {
                statement.setArray(1, connection.createArrayOf("text", places.toArray()));
                statement.setTimestamp(2, Timestamp.from(oldest));
                gone[0] = statement.executeUpdate();
            }
        });
        return gone[0];
    }

    /**
     * Forgets what targets have of traces whose steps went: sent once more, they would be sent whole.
     *
     * @param days that were removed
     * @param before what is older goes too
     */
    void sent(Collection<LocalDate> days, Instant before) throws SQLException {
        transactions.run(connection -> {
            try (var statement = connection.prepareStatement(
                    "DELETE FROM runtree_sent WHERE day = ANY (?::date[]) OR day < ?::date")) {
                statement.setArray(
                        1,
                        connection.createArrayOf(
                                "text", days.stream().map(LocalDate::toString).toArray()));
                statement.setString(
                        2, LocalDate.ofInstant(before, ZoneOffset.UTC).toString());
                statement.executeUpdate();
            }
            try (var statement = connection.prepareStatement("DELETE FROM runtree_refused WHERE refused_at < ?")) {
                statement.setTimestamp(1, Timestamp.from(before));
                statement.executeUpdate();
            }
        });
    }

    /**
     * Removes runs and traces whose steps are gone, takes them out of the sums, and removes those that nothing is left of.
     *
     * @return how many traces went
     */
    long runs(Instant before) throws SQLException {
        var traces = 0L;
        while (!ended.getAsBoolean()) {
            var found = ids(OLD_TRACES + " ORDER BY t.start_time LIMIT " + TRACES, before, before);
            if (found.isEmpty()) {
                break;
            }
            var gone = new long[1];
            transactions.run(connection -> {
                TraceLocks.lock(connection, found);
                var piece = ids(connection, OLD_TRACES + AMONG.formatted("t"), found, before, before);
                gone[0] = piece.size();
                RollUps.takeOut(connection, piece);
                TraceRemoval.rowsOf(connection, piece);
            });
            traces += gone[0];
        }
        sums(LocalDate.ofInstant(before, ZoneOffset.UTC));
        return traces;
    }

    private void sums(LocalDate before) throws SQLException {
        for (var table : RollUpTable.ALL) {
            transactions.run(connection -> {
                try (var statement = connection.prepareStatement(table.removeEmpty())) {
                    statement.setString(1, before.toString());
                    statement.executeUpdate();
                }
            });
        }
    }

    private List<String> ids(String sql, Instant... times) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            return ids(statement, times);
        }
    }

    private static List<String> ids(Connection connection, String sql, Collection<String> among, Instant... times)
            throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setArray(times.length + 1, connection.createArrayOf("text", among.toArray()));
            return ids(statement, times);
        }
    }

    private static List<String> ids(PreparedStatement statement, Instant... times) throws SQLException {
        for (var i = 0; i < times.length; i++) {
            statement.setTimestamp(i + 1, Timestamp.from(times[i]));
        }
        var ids = new ArrayList<String>();
        try (var row = statement.executeQuery()) {
            while (row.next()) {
                ids.add(row.getString(1));
            }
        }
        return ids;
    }
}
