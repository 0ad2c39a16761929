package dev.runtree.store;

import dev.runtree.model.Actor;
import dev.runtree.model.Run;
import dev.runtree.model.RunStatus;
import dev.runtree.model.RunType;
import dev.runtree.model.Source;
import dev.runtree.model.SpanId;
import dev.runtree.model.TraceRuns.DerivedRun;
import dev.runtree.model.Usage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code runtree_runs}: how a run becomes a row and a row a run. */
final class RunRows {
    /** What {@link #run} reads, from {@code runtree_runs}, with the status as it is at this moment. */
    static final String COLUMNS =
            "trace_id, span_id, parent_run_id, type, name, agent_id, team_id, workflow_id, user_id,"
                    + " session_id, producer_run_id, model, runtree_run_status(status, last_sign, lease_until),"
                    + " runtree_run_error(status, error, lease_until), start_time, start_nanos,"
                    + " runtree_run_end(status, end_time, last_sign, lease_until), end_nanos,"
                    + " input_tokens, output_tokens, cached_tokens, cache_write_tokens, reasoning_tokens, cost, unpriced_calls,"
                    + " tree_input_tokens, tree_output_tokens, tree_cached_tokens, tree_cache_write_tokens,"
                    + " tree_reasoning_tokens, tree_cost, tree_unpriced_calls, span_count, error_count, input, output, source, replay_of, dialect,"
                    + " environment, tags";

    /** As {@link #COLUMNS}, with the tags that readers gave the run and its steps behind the producer's own. */
    static final String SHOWN = COLUMNS.substring(0, COLUMNS.lastIndexOf("tags"))
            + "tags || ARRAY(SELECT t.tag FROM runtree_tags t WHERE t.trace_id = runtree_runs.trace_id"
            + " AND t.run_id = runtree_runs.run_id AND t.tag <> ALL (runtree_runs.tags) GROUP BY t.tag ORDER BY t.tag)";

    /** How many they are. */
    static final int WIDTH = 41;

    static final RowTable<DerivedRun> TABLE = new RowTable<>(
            "runtree_runs",
            List.of(
                    of(Column.text("trace_id", run -> run.id().traceId())),
                    of(Column.text("span_id", run -> run.id().spanId())),
                    of(Column.text("run_id", Run::runId)),
                    of(Column.text("parent_run_id", Run::parentRunId)),
                    of(Column.text("type", run -> run.type().word())),
                    of(Column.time("start_time", Run::startNanos)),
                    of(Column.time("end_time", Run::endNanos)),
                    of(Column.int2("start_nanos", run -> PgTime.rest(run.startNanos()))),
                    of(Column.int2("end_nanos", run -> PgTime.rest(run.endNanos()))),
                    Column.time("last_sign", DerivedRun::lastSignNanos),
                    of(Column.text("status", run -> run.status().word())),
                    of(Column.text("name", Run::name)),
                    of(Column.text("agent_id", run -> run.actor().agentId())),
                    of(Column.text("team_id", run -> run.actor().teamId())),
                    of(Column.text("workflow_id", run -> run.actor().workflowId())),
                    of(Column.text("user_id", run -> run.actor().userId())),
                    of(Column.text("session_id", run -> run.actor().sessionId())),
                    of(Column.text("producer_run_id", run -> run.actor().producerRunId())),
                    of(Column.text("model", Run::model)),
                    of(Column.int8("input_tokens", run -> run.own().input())),
                    of(Column.int8("output_tokens", run -> run.own().output())),
                    of(Column.int8("cached_tokens", run -> run.own().cached())),
                    of(Column.int8("cache_write_tokens", run -> run.own().cacheWrite())),
                    of(Column.int8("reasoning_tokens", run -> run.own().reasoning())),
                    of(Column.int8("total_tokens", run -> run.own().total())),
                    of(Column.numeric("cost", run -> run.own().cost())),
                    of(Column.int4("unpriced_calls", run -> run.own().unpriced())),
                    of(Column.int8("tree_input_tokens", run -> run.tree().input())),
                    of(Column.int8("tree_output_tokens", run -> run.tree().output())),
                    of(Column.int8("tree_cached_tokens", run -> run.tree().cached())),
                    of(Column.int8("tree_cache_write_tokens", run -> run.tree().cacheWrite())),
                    of(Column.int8("tree_reasoning_tokens", run -> run.tree().reasoning())),
                    of(Column.int8("tree_tokens", run -> run.tree().total())),
                    of(Column.numeric("tree_cost", run -> run.tree().cost())),
                    of(Column.int4("tree_unpriced_calls", run -> run.tree().unpriced())),
                    of(Column.int4("span_count", run -> run.spanCount())),
                    of(Column.int4("error_count", run -> run.errorCount())),
                    of(Column.text("source", run -> run.source().word())),
                    of(Column.text("replay_of", Run::replayOf)),
                    of(Column.text("dialect", Run::dialect)),
                    of(Column.text("environment", Run::environment)),
                    of(Column.texts("tags", Run::tags)),
                    of(Column.text("error", Run::error)),
                    of(Column.text("input", Run::input)),
                    of(Column.text("output", Run::output))));

    /** Replaces the row of the same run, and only if anything differs. The lease is not touched. */
    static final String REPLACE = replace();

    private RunRows() {}

    static Run run(ResultSet row) throws SQLException {
        return new Run(
                new SpanId(row.getString(1), row.getString(2)),
                row.getString(3),
                RunType.ofWord(row.getString(4)),
                row.getString(5),
                new Actor(
                        row.getString(6),
                        row.getString(7),
                        row.getString(8),
                        row.getString(9),
                        row.getString(10),
                        row.getString(11)),
                row.getString(12),
                RunStatus.ofWord(row.getString(13)),
                row.getString(14),
                PgTime.nanos(row.getObject(15, OffsetDateTime.class), row.getInt(16)),
                PgTime.nanosOrNull(row.getObject(17, OffsetDateTime.class), row.getInt(18)),
                usage(row, 19),
                usage(row, 26),
                row.getInt(33),
                row.getInt(34),
                row.getString(35),
                row.getString(36),
                Source.ofWord(row.getString(37)),
                row.getString(38),
                row.getString(39),
                row.getString(40),
                List.of((String[]) row.getArray(41).getArray()));
    }

    private static Usage usage(ResultSet row, int at) throws SQLException {
        return new Usage(
                row.getObject(at, Long.class),
                row.getObject(at + 1, Long.class),
                row.getObject(at + 2, Long.class),
                row.getObject(at + 3, Long.class),
                row.getObject(at + 4, Long.class),
                row.getBigDecimal(at + 5),
                row.getInt(at + 6));
    }

    private static String replace() {
        var changing = Stream.of(TABLE.columnNames().split(", "))
                .filter(name -> !name.equals("trace_id") && !name.equals("span_id"))
                .toList();
        var sets = changing.stream().map(name -> name + " = excluded." + name).collect(Collectors.joining(", "));
        return "ON CONFLICT (trace_id, span_id) DO UPDATE SET " + sets + " WHERE ("
                + changing.stream().map(name -> "old." + name).collect(Collectors.joining(", "))
                + ") IS DISTINCT FROM ("
                + changing.stream().map(name -> "excluded." + name).collect(Collectors.joining(", ")) + ")";
    }

    private static <V> Column<DerivedRun, V> of(Column<Run, V> column) {
        return new Column<>(
                column.name(), column.type(), derived -> column.value().apply(derived.run()));
    }
}
