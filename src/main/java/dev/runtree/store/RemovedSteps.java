package dev.runtree.store;

import dev.runtree.model.Span;
import dev.runtree.model.SpanTree;
import dev.runtree.model.TraceRuns;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Spans that come for a trace whose steps retention has removed. They are stored, and the rows of the trace's runs stay as
 * they were: made from what is left, they would tell of a small part as if it were the whole. When the trace has come whole
 * again, by an import for instance, its runs are made anew as ever.
 */
final class RemovedSteps {
    /** For a question about {@code agno_traces t}: {@code removed_at} tells when the day of the last step was removed. */
    static final String JOIN_DAYS =
            " LEFT JOIN runtree_days gone ON gone.day = (t.last_start_time AT TIME ZONE 'UTC')::date";

    /**
     * With {@link #JOIN_DAYS}: the steps of {@code t} were removed. Of most traces their day tells it, and that nothing of them is
     * there: a hundred thousand rows need no mark when a day goes. Those of which something is there are marked.
     */
    static final String ARE_GONE = "(t.steps_removed_at IS NOT NULL OR (gone.removed_at IS NOT NULL AND NOT EXISTS"
            + " (SELECT 1 FROM runtree_spans s WHERE s.trace_id = t.trace_id"
            + " AND s.start_time BETWEEN t.start_time AND t.last_start_time)))";

    private static final String WIDEN = "UPDATE agno_traces SET start_time = least(start_time, ?::timestamptz),"
            + " last_start_time = greatest(last_start_time, ?::timestamptz),"
            + " steps_removed_at = coalesce(steps_removed_at, ?::timestamptz), revision = revision + 1 WHERE trace_id = ?";

    private RemovedSteps() {}

    /** Those of these traces whose runs can be made anew: all but those of which steps are still missing. */
    static List<KnownTrace> leaveOut(Connection connection, Collection<KnownTrace> touched) throws SQLException {
        var whole = new ArrayList<KnownTrace>();
        for (var trace : touched) {
            if (trace.stepsRemoved() == null) {
                whole.add(trace);
            } else if (isBack(connection, trace)) {
                unmark(connection, trace.traceId());
                trace.setStepsRemoved(null);
                whole.add(trace);
            } else {
                widen(connection, trace);
            }
        }
        return whole;
    }

    private static boolean isBack(Connection connection, KnownTrace trace) throws SQLException {
        return trace.spans().size() >= Objects.requireNonNull(trace.stepsRemoved())
                && runIds(trace.spans().tree()).containsAll(storedRunIds(connection, trace.traceId()));
    }

    private static Set<String> runIds(SpanTree tree) {
        var ids = new HashSet<String>();
        TraceRuns.of(tree).runs().forEach(derived -> ids.add(derived.run().runId()));
        return ids;
    }

    private static List<String> storedRunIds(Connection connection, String traceId) throws SQLException {
        try (var statement = connection.prepareStatement(
                "SELECT coalesce(array_agg(run_id), '{}') FROM runtree_runs WHERE trace_id = ?")) {
            statement.setString(1, traceId);
            try (var row = statement.executeQuery()) {
                row.next();
                return List.of((String[]) row.getArray(1).getArray());
            }
        }
    }

    private static void unmark(Connection connection, String traceId) throws SQLException {
        try (var statement =
                connection.prepareStatement("UPDATE agno_traces SET steps_removed_at = NULL WHERE trace_id = ?")) {
            statement.setString(1, traceId);
            statement.executeUpdate();
        }
    }

    /**
     * What is stored must lie between the trace's first and last start, or nobody finds it. From now on something of the trace is
     * there, so it is marked.
     */
    private static void widen(Connection connection, KnownTrace trace) throws SQLException {
        var spans = trace.spans().tree().spans();
        var removed = trace.dayRemoved();
        try (var statement = connection.prepareStatement(WIDEN)) {
            statement.setString(
                    1,
                    PgTime.text(spans.stream().mapToLong(Span::startNanos).min().orElseThrow()));
            statement.setString(
                    2,
                    PgTime.text(spans.stream().mapToLong(Span::startNanos).max().orElseThrow()));
            statement.setString(3, removed == null ? null : removed.toString());
            statement.setString(4, trace.traceId());
            statement.executeUpdate();
        }
    }
}
