package dev.runtree.store;

import dev.runtree.model.Run;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code agno_traces}: a trace as a row, named after its first top-level run. */
final class TraceRows {
    static final RowTable<DerivedTrace> TABLE = new RowTable<>(
            "agno_traces",
            List.of(
                    Column.text("trace_id", trace -> trace.trace().traceId()),
                    Column.time("start_time", trace -> trace.derived().firstStart()),
                    Column.time("last_start_time", trace -> trace.derived().lastStart()),
                    Column.time("end_time", trace -> trace.derived().lastEnd()),
                    Column.time("created_at", trace -> trace.derived().firstStart()),
                    Column.int4("span_count", trace -> trace.tree().size()),
                    Column.int4("error_count", trace -> trace.derived().errorCount()),
                    of(Column.text("status", run -> run.status().word())),
                    of(Column.text("name", Run::name)),
                    of(Column.text("run_id", Run::runId)),
                    of(Column.text("agent_id", run -> run.actor().agentId())),
                    of(Column.text("team_id", run -> run.actor().teamId())),
                    of(Column.text("workflow_id", run -> run.actor().workflowId())),
                    of(Column.text("user_id", run -> run.actor().userId())),
                    of(Column.text("session_id", run -> run.actor().sessionId())),
                    Column.int8("revision", trace -> trace.trace().revision()),
                    Column.text("counted", trace -> trace.trace().counted())));

    static final String REPLACE = "ON CONFLICT (trace_id) DO UPDATE SET "
            + Stream.of(TABLE.columnNames().split(", "))
                    .filter(name -> !name.equals("trace_id"))
                    .map(name -> name + " = excluded." + name)
                    .collect(Collectors.joining(", "));

    private static final String RENEW = "UPDATE agno_traces SET revision = renewed.revision"
            + " FROM unnest(?::text[], ?::bigint[]) AS renewed (id, revision) WHERE trace_id = renewed.id";

    private TraceRows() {}

    /** Gives traces another revision, without another change. */
    static void renew(Connection connection, Collection<KnownTrace> traces) throws SQLException {
        if (traces.isEmpty()) {
            return;
        }
        traces.forEach(KnownTrace::renew);
        try (var statement = connection.prepareStatement(RENEW)) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "text", traces.stream().map(KnownTrace::traceId).toArray()));
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "int8", traces.stream().map(KnownTrace::revision).toArray()));
            statement.executeUpdate();
        }
    }

    private static <V> Column<DerivedTrace, V> of(Column<Run, V> column) {
        return new Column<>(
                column.name(), column.type(), trace -> column.value().apply(trace.top()));
    }
}
