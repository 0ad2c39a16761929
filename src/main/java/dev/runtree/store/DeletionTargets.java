package dev.runtree.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds what a deletion takes of each trace: all of it, or the subtrees of some runs. */
final class DeletionTargets {
    /** Of the rows of runs, what is to go of each trace. */
    static final Collector<Row, ?, List<Target>> COLLECTOR = Collectors.collectingAndThen(
            Collectors.groupingBy(Row::traceId, LinkedHashMap::new, Collectors.toList()),
            traces -> traces.values().stream()
                    .map(DeletionTargets::target)
                    .filter(target -> !target.runIds().isEmpty())
                    .toList());

    private DeletionTargets() {}

    /** A run of a trace that is looked at, and whether it is one of those named. */
    record Row(
            String traceId,
            String spanId,
            String runId,
            @Nullable String parentRunId,
            int spanCount,
            boolean named) {}

    /**
     * What goes of a trace.
     *
     * @param whole whether nothing of it stays
     * @param tops the spans of the runs that were named and are beneath no other of them
     * @param runIds of all runs that go
     * @param spans that the runs counted
     */
    record Target(String traceId, boolean whole, List<String> tops, List<String> runIds, long spans) {}

    static Sql traces(Deletion.Scope scope) {
        return Sql.of("SELECT DISTINCT trace_id FROM runtree_runs WHERE ").plus(named(scope));
    }

    private static Sql named(Deletion.Scope scope) {
        return switch (scope) {
            case Deletion.Runs runs ->
                Sql.of(
                        "(trace_id, span_id) IN (SELECT * FROM unnest(?::text[], ?::text[]))",
                        runs.ids().stream().map(id -> id.traceId()).toArray(String[]::new),
                        runs.ids().stream().map(id -> id.spanId()).toArray(String[]::new));
            case Deletion.Session session -> Sql.of("session_id = ?", SpanCleaner.key(session.id()));
            case Deletion.User user -> Sql.of("user_id = ?", SpanCleaner.key(user.id()));
        };
    }

    static Sql runs(Deletion.Scope scope, Collection<String> traceIds) {
        return Sql.of("SELECT trace_id, span_id, run_id, parent_run_id, span_count, coalesce(")
                .plus(named(scope))
                .plus(", false) FROM runtree_runs WHERE trace_id = ANY (?)", (Object) traceIds.toArray(String[]::new));
    }

    static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getInt(5),
                row.getBoolean(6));
    }

    static List<Target> of(Connection connection, Deletion.Scope scope, Collection<String> traceIds)
            throws SQLException {
        var rows = new ArrayList<Row>();
        each(connection, runs(scope, traceIds), row -> rows.add(row(row)));
        return rows.stream().collect(COLLECTOR);
    }

    static void each(Connection connection, Sql sql, Reading.RowTaker taker) throws SQLException {
        try (var statement = connection.prepareStatement(sql.text())) {
            for (var i = 0; i < sql.values().size(); i++) {
                switch (sql.values().get(i)) {
                    case String[] array -> statement.setArray(i + 1, connection.createArrayOf("text", array));
                    case Object value -> statement.setObject(i + 1, value);
                }
            }
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    taker.take(row);
                }
            }
        }
    }

    private static Target target(List<Row> runs) {
        var byId = new HashMap<String, Row>();
        runs.forEach(run -> byId.put(run.runId(), run));
        var going = runs.stream().filter(run -> goes(run, byId)).toList();
        var tops = going.stream()
                .filter(run -> run.parentRunId() == null
                        || !byId.containsKey(run.parentRunId())
                        || !goes(Objects.requireNonNull(byId.get(run.parentRunId())), byId))
                .toList();
        return new Target(
                runs.getFirst().traceId(),
                going.size() == runs.size(),
                tops.stream().map(Row::spanId).toList(),
                going.stream().map(Row::runId).toList(),
                tops.stream().mapToLong(Row::spanCount).sum());
    }

    /** Whether the run or one above it was named. */
    private static boolean goes(Row run, Map<String, Row> byId) {
        var seen = new TreeSet<String>();
        for (@Nullable Row at = run; at != null && seen.add(at.runId()); ) {
            if (at.named()) {
                return true;
            }
            at = at.parentRunId() == null ? null : byId.get(at.parentRunId());
        }
        return false;
    }
}
