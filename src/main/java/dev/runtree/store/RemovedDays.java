package dev.runtree.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Marks the traces whose steps went with the partition of a day: those of the day of which nothing is stored. In small pieces,
 * of which each is true by itself, so that it does not matter where the work is broken off.
 */
final class RemovedDays {
    private static final int TRACES = 5_000;

    private static final String NOTHING_OF_IT =
            " AND NOT EXISTS (SELECT FROM runtree_spans s WHERE s.trace_id = t.trace_id AND %s)";

    /** From the end of the day on, so that what is marked already is not gone through again. */
    private static final String WITHIN_THE_DAY = "SELECT t.trace_id, t.start_time::text FROM agno_traces t"
            + " WHERE t.steps_removed_at IS NULL AND t.start_time >= %1$s AND t.start_time < %2$s"
            + " AND t.start_time <= %4$s AND t.last_start_time < %2$s" + NOTHING_OF_IT.replace("%s", "%3$s")
            + " ORDER BY t.start_time DESC LIMIT " + TRACES;

    /** Their earlier steps wait in the default partition. */
    private static final String ENDED_ON_IT = "SELECT t.trace_id, %4$s::text FROM agno_traces t"
            + " WHERE t.steps_removed_at IS NULL"
            + " AND (t.start_time AT TIME ZONE 'UTC')::date <> (t.last_start_time AT TIME ZONE 'UTC')::date"
            + " AND t.last_start_time >= %1$s AND t.last_start_time < %2$s" + NOTHING_OF_IT.replace("%s", "%3$s")
            + " AND NOT EXISTS (SELECT FROM runtree_stars k WHERE k.trace_id = t.trace_id) LIMIT " + TRACES;

    private final DataSource database;
    private final Transactions transactions;
    private final BooleanSupplier ended;
    private long gone;

    /** @param ended asked between the pieces */
    RemovedDays(DataSource database, BooleanSupplier ended) {
        this.database = database;
        this.transactions = new Transactions(database);
        this.ended = ended;
    }

    /** @return how many spans went from the default partition, since their trace ended on a day that was removed */
    long mark() throws SQLException {
        for (var day : unmarked().entrySet()) {
            all(WITHIN_THE_DAY, day.getKey(), day.getValue(), false);
            all(ENDED_ON_IT, day.getKey(), day.getValue(), true);
            if (!ended.getAsBoolean()) {
                done(day.getKey());
            }
        }
        return gone;
    }

    private Map<LocalDate, Instant> unmarked() throws SQLException {
        var days = new LinkedHashMap<LocalDate, Instant>();
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery(
                        "SELECT day, removed_at FROM runtree_days WHERE removed_at IS NOT NULL ORDER BY day")) {
            while (row.next()) {
                days.put(
                        row.getObject(1, LocalDate.class),
                        row.getObject(2, OffsetDateTime.class).toInstant());
            }
        }
        return days;
    }

    private void all(String sql, LocalDate day, Instant at, boolean earlier) throws SQLException {
        @Nullable String from = "infinity";
        while (from != null && !ended.getAsBoolean()) {
            from = piece(sql, day, at, earlier, from);
        }
    }

    private record Found(String traceId, String start) {}

    /** @return where the next piece begins; {@code null} when this was the last */
    private @Nullable String piece(String sql, LocalDate day, Instant at, boolean earlier, String from)
            throws SQLException {
        var question = sql.formatted(
                DayTable.SPANS.from(day),
                DayTable.SPANS.to(day),
                DayTable.SPANS.on("s.", day),
                "'" + from + "'::timestamptz");
        var pieces = new ArrayList<Found>();
        var earlierSpans = new long[1];
        transactions.run(connection -> {
            // What a crash takes back is marked again.
            try (var statement = connection.createStatement()) {
                statement.execute("SET LOCAL synchronous_commit = off");
            }
            pieces.clear();
            earlierSpans[0] = 0;
            pieces.addAll(Rows.list(connection, question, row -> new Found(row.getString(1), row.getString(2))));
            if (!pieces.isEmpty()) {
                var traceIds = pieces.stream().map(Found::traceId).toList();
                TraceLocks.lock(connection, traceIds);
                earlierSpans[0] = mark(connection, traceIds, day, at, earlier);
            }
        });
        gone += earlierSpans[0];
        return pieces.size() < TRACES ? null : pieces.getLast().start();
    }

    /** Whoever wrote to one of them before we had its lock has brought steps back: it is not marked. */
    private static long mark(Connection connection, List<String> traceIds, LocalDate day, Instant at, boolean earlier)
            throws SQLException {
        var ids = connection.createArrayOf("text", traceIds.toArray());
        try (var statement = connection.prepareStatement(
                "UPDATE agno_traces t SET steps_removed_at = ?, revision = revision + 1 WHERE trace_id = ANY (?)"
                        + NOTHING_OF_IT.formatted(DayTable.SPANS.on("s.", day)))) {
            statement.setTimestamp(1, Timestamp.from(at));
            statement.setArray(2, ids);
            statement.executeUpdate();
        }
        if (!earlier) {
            return 0;
        }
        var spans = 0L;
        for (var table : DayTable.values()) {
            try (var statement = connection.prepareStatement(
                    "DELETE FROM " + table.rest() + " WHERE trace_id IN"
                            + " (SELECT trace_id FROM agno_traces WHERE trace_id = ANY (?) AND steps_removed_at IS NOT NULL)")) {
                statement.setArray(1, ids);
                var rows = statement.executeUpdate();
                spans += table == DayTable.SPANS ? rows : 0;
            }
        }
        return spans;
    }

    private void done(LocalDate day) throws SQLException {
        transactions.run(connection -> {
            try (var statement =
                    connection.prepareStatement("UPDATE runtree_days SET removed_at = NULL WHERE day = ?::date")) {
                statement.setString(1, day.toString());
                statement.executeUpdate();
            }
        });
    }
}
