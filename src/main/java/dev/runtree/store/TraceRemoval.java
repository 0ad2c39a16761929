package dev.runtree.store;

import dev.runtree.model.SpanId;
import dev.runtree.model.SpanTree;
import dev.runtree.model.TraceRuns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Takes traces, or parts of them, out of all tables, in the transaction of somebody who holds their locks. */
final class TraceRemoval {
    private static final String BYTES =
            "pg_column_size(s.attributes) + pg_column_size(s.events) + pg_column_size(s.links)"
                    + " + pg_column_size(s.resource) + pg_column_size(s.scope) + coalesce(pg_column_size(s.otlp), 0)"
                    + " + coalesce(pg_column_size(s.exact), 0) + coalesce(pg_column_size(s.input), 0)"
                    + " + coalesce(pg_column_size(s.output), 0)";

    private static final String CONTENT_BYTES = "pg_column_size(c.content)";

    private static final String SPANS = " FROM runtree_spans s WHERE s.trace_id = ANY (?)"
            + " AND s.start_time BETWEEN ?::timestamptz AND ?::timestamptz ";

    private static final String CONTENTS = " FROM runtree_contents c WHERE c.trace_id = ANY (?) AND c.day BETWEEN"
            + " (?::timestamptz AT TIME ZONE 'UTC')::date AND (?::timestamptz AT TIME ZONE 'UTC')::date ";

    /** What a span that stays says is not deleted with the others that said it. */
    private static final String UNUSED = "AND NOT EXISTS (SELECT 1 FROM runtree_spans s WHERE s.trace_id = c.trace_id"
            + " AND s.start_time BETWEEN ?::timestamptz AND ?::timestamptz AND c.hash = ANY (s.contents)"
            + " AND (s.start_time AT TIME ZONE 'UTC')::date = c.day)";

    private final Connection connection;
    private final Belongings belongings;

    /** @param belongings told what goes, since some of what belongs to it may lie elsewhere */
    TraceRemoval(Connection connection, Belongings belongings) {
        this.connection = connection;
        this.belongings = belongings;
    }

    /** What went. */
    record Removed(long spans, long contents, long logs, long runs, long traces, long bytes) {
        static final Removed NOTHING = new Removed(0, 0, 0, 0, 0, 0);

        Removed plus(Removed more) {
            return new Removed(
                    spans + more.spans,
                    contents + more.contents,
                    logs + more.logs,
                    runs + more.runs,
                    traces + more.traces,
                    bytes + more.bytes);
        }

        String json() {
            return "{\"runs\":" + runs + ",\"traces\":" + traces + ",\"spans\":" + spans + ",\"contents\":" + contents
                    + ",\"log_records\":" + logs + ",\"bytes\":" + bytes + "}";
        }
    }

    private record Gone(long rows, long bytes) {}

    /** Between which starts the spans of some traces lie. */
    private record Range(String first, String last) {}

    Removed remove(List<DeletionTargets.Target> targets) throws SQLException {
        RollUps.takeOut(
                connection,
                targets.stream().map(DeletionTargets.Target::traceId).toList());
        var whole = targets.stream()
                .filter(DeletionTargets.Target::whole)
                .map(DeletionTargets.Target::traceId)
                .toList();
        var removed = whole.isEmpty() ? Removed.NOTHING : whole(whole);
        for (var target : targets) {
            target.runIds().forEach(belongings::run);
            if (!target.whole()) {
                removed = removed.plus(part(target));
            }
        }
        return removed;
    }

    private Removed whole(List<String> traceIds) throws SQLException {
        belongings.wholeTraces(traceIds);
        var range = range(traceIds);
        var spans = take(BYTES, SPANS, traceIds, range.first(), range.last());
        // What a span said that then moved to another day may lie outside.
        var contents = take(CONTENT_BYTES, CONTENTS, traceIds, "-infinity", "infinity");
        var logs = delete("runtree_log_records", traceIds);
        var runs = delete("runtree_runs", traceIds);
        annotations(connection, traceIds);
        var traces = delete("agno_traces", traceIds);
        return new Removed(spans.rows(), contents.rows(), logs, runs, traces, spans.bytes() + contents.bytes());
    }

    /** The steps beneath some runs; the trace's other runs are made anew without them. */
    private Removed part(DeletionTargets.Target target) throws SQLException {
        var traceId = target.traceId();
        var known = known(traceId);
        var tree = known.spans().tree();
        var going = beneath(tree, traceId, target.tops());
        var stepsRemoved = known.stepsRemoved() != null;
        if (going.size() == tree.size() && !stepsRemoved) {
            return whole(List.of(traceId));
        }
        var range = range(List.of(traceId));
        var ids = going.stream().map(SpanId::spanId).toArray(String[]::new);
        new SharedContents(connection, known).part(going);
        var gone = take(BYTES, SPANS + "AND s.span_id = ANY (?)", List.of(traceId), range.first(), range.last(), ids);
        var contents = take(
                CONTENT_BYTES,
                CONTENTS + UNUSED,
                List.of(traceId),
                "-infinity",
                "infinity",
                range.first(),
                range.last());
        var logs = delete("runtree_log_records", traceId, "span_id", List.of(ids));
        var runs = delete("runtree_runs", traceId, "run_id", target.runIds());
        for (var table : Annotations.TABLES) {
            delete(table, traceId, "run_id", target.runIds());
            delete(table, traceId, "span_id", List.of(ids));
        }
        going.forEach(belongings::span);
        target.runIds().forEach(run -> belongings.span(new SpanId(traceId, run.substring(traceId.length() + 1))));
        if (stepsRemoved) {
            forget(traceId);
        } else {
            new RunWriting(connection, true).writeAnew(List.of(known(traceId)));
        }
        return new Removed(gone.rows(), contents.rows(), logs, runs, 0, gone.bytes() + contents.bytes());
    }

    private KnownTrace known(String traceId) throws SQLException {
        return Objects.requireNonNull(
                StoredTraces.search(connection, List.of(traceId)).get(traceId));
    }

    private static Set<SpanId> beneath(SpanTree tree, String traceId, List<String> tops) {
        var going = new HashSet<SpanId>();
        if (tree.size() > 0) {
            for (var top : tops) {
                TraceRuns.spansBeneath(tree, new SpanId(traceId, top)).forEach(span -> going.add(span.id()));
            }
        }
        return going;
    }

    /** What is remembered of the trace elsewhere is no longer true, and it is to be added to the sums again. */
    private void forget(String traceId) throws SQLException {
        try (var statement = connection.prepareStatement(
                "UPDATE agno_traces SET revision = revision + 1, counted = NULL WHERE trace_id = ?")) {
            statement.setString(1, traceId);
            statement.executeUpdate();
        }
    }

    private Range range(Collection<String> traceIds) throws SQLException {
        try (var statement = connection.prepareStatement(
                "SELECT min(start_time)::text, max(last_start_time)::text FROM agno_traces WHERE trace_id = ANY (?)")) {
            statement.setArray(1, connection.createArrayOf("text", traceIds.toArray()));
            try (var row = statement.executeQuery()) {
                row.next();
                return new Range(row.getString(1), row.getString(2));
            }
        }
    }

    /**
     * Measures, and then deletes: the locks of the traces are held. A distributed table takes no measuring in RETURNING.
     *
     * @param which what stands behind SELECT and DELETE
     * @param more texts, and arrays of texts
     */
    private Gone take(String bytes, String which, Collection<String> traceIds, Object... more) throws SQLException {
        Gone gone;
        try (var sizes = connection.prepareStatement("SELECT count(*), coalesce(sum(" + bytes + "), 0)" + which)) {
            set(sizes, traceIds, more);
            try (var row = sizes.executeQuery()) {
                row.next();
                gone = new Gone(row.getLong(1), row.getLong(2));
            }
        }
        try (var delete = connection.prepareStatement("DELETE" + which)) {
            set(delete, traceIds, more);
            delete.executeUpdate();
        }
        return gone;
    }

    private void set(PreparedStatement statement, Collection<String> traceIds, Object... more) throws SQLException {
        statement.setArray(1, connection.createArrayOf("text", traceIds.toArray()));
        for (var i = 0; i < more.length; i++) {
            switch (more[i]) {
                case String[] array -> statement.setArray(i + 2, connection.createArrayOf("text", array));
                case Object text -> statement.setString(i + 2, text.toString());
            }
        }
    }

    private long delete(String table, Collection<String> traceIds) throws SQLException {
        return delete(connection, table, traceIds);
    }

    private long delete(String table, String traceId, String column, Collection<String> values) throws SQLException {
        try (var statement = connection.prepareStatement(
                "DELETE FROM " + table + " WHERE trace_id = ? AND " + column + " = ANY (?)")) {
            statement.setString(1, traceId);
            statement.setArray(2, connection.createArrayOf("text", values.toArray()));
            return statement.executeUpdate();
        }
    }

    /** Runs, what was said of them, and the traces themselves, where there are no steps any more. */
    static void rowsOf(Connection connection, Collection<String> traceIds) throws SQLException {
        delete(connection, "runtree_runs", traceIds);
        annotations(connection, traceIds);
        delete(connection, "agno_traces", traceIds);
    }

    /** What people said of them, and what is known of copies elsewhere. */
    private static void annotations(Connection connection, Collection<String> traceIds) throws SQLException {
        for (var table : Annotations.TABLES) {
            delete(connection, table, traceIds);
        }
        for (var table : SendNotes.TABLES) {
            delete(connection, table, traceIds);
        }
    }

    private static long delete(Connection connection, String table, Collection<String> traceIds) throws SQLException {
        try (var statement = connection.prepareStatement("DELETE FROM " + table + " WHERE trace_id = ANY (?)")) {
            statement.setArray(1, connection.createArrayOf("text", traceIds.toArray()));
            return statement.executeUpdate();
        }
    }
}
