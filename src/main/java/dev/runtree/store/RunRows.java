package dev.runtree.store;

import static dev.runtree.store.RowTable.array;
import static dev.runtree.store.RowTable.number;

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
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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

    /** How many they are. */
    static final int WIDTH = 41;

    static final RowTable<DerivedRun> TABLE = new RowTable<>(
            "runtree_runs",
            List.of(
                    text("trace_id", run -> run.id().traceId()),
                    text("span_id", run -> run.id().spanId()),
                    text("run_id", Run::runId),
                    text("parent_run_id", Run::parentRunId),
                    text("type", run -> run.type().word()),
                    typed("start_time", "timestamptz", run -> PgTime.text(run.startNanos())),
                    typed("end_time", "timestamptz", run -> PgTime.text(run.endNanos())),
                    typed("start_nanos", "smallint", run -> PgTime.rest(run.startNanos())),
                    typed("end_nanos", "smallint", run -> PgTime.rest(run.endNanos())),
                    new Column<>("last_sign", "timestamptz", derived -> PgTime.text(derived.lastSignNanos())),
                    text("status", run -> run.status().word()),
                    text("name", Run::name),
                    text("agent_id", run -> run.actor().agentId()),
                    text("team_id", run -> run.actor().teamId()),
                    text("workflow_id", run -> run.actor().workflowId()),
                    text("user_id", run -> run.actor().userId()),
                    text("session_id", run -> run.actor().sessionId()),
                    text("producer_run_id", run -> run.actor().producerRunId()),
                    text("model", Run::model),
                    typed("input_tokens", "bigint", run -> number(run.own().input())),
                    typed("output_tokens", "bigint", run -> number(run.own().output())),
                    typed("cached_tokens", "bigint", run -> number(run.own().cached())),
                    typed(
                            "cache_write_tokens",
                            "bigint",
                            run -> number(run.own().cacheWrite())),
                    typed("reasoning_tokens", "bigint", run -> number(run.own().reasoning())),
                    typed("total_tokens", "bigint", run -> number(run.own().total())),
                    typed("cost", "numeric", run -> number(run.own().cost())),
                    typed("unpriced_calls", "integer", run -> number(run.own().unpriced())),
                    typed(
                            "tree_input_tokens",
                            "bigint",
                            run -> number(run.tree().input())),
                    typed(
                            "tree_output_tokens",
                            "bigint",
                            run -> number(run.tree().output())),
                    typed(
                            "tree_cached_tokens",
                            "bigint",
                            run -> number(run.tree().cached())),
                    typed(
                            "tree_cache_write_tokens",
                            "bigint",
                            run -> number(run.tree().cacheWrite())),
                    typed(
                            "tree_reasoning_tokens",
                            "bigint",
                            run -> number(run.tree().reasoning())),
                    typed("tree_tokens", "bigint", run -> number(run.tree().total())),
                    typed("tree_cost", "numeric", run -> number(run.tree().cost())),
                    typed(
                            "tree_unpriced_calls",
                            "integer",
                            run -> number(run.tree().unpriced())),
                    typed("span_count", "integer", run -> number(run.spanCount())),
                    typed("error_count", "integer", run -> number(run.errorCount())),
                    text("source", run -> run.source().word()),
                    text("replay_of", Run::replayOf),
                    text("dialect", Run::dialect),
                    text("environment", Run::environment),
                    typed("tags", "text[]", run -> array(run.tags())),
                    text("error", Run::error),
                    text("input", Run::input),
                    text("output", Run::output)));

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

    private static Column<DerivedRun> text(String name, Function<Run, @Nullable String> value) {
        return typed(name, "text", value);
    }

    private static Column<DerivedRun> typed(String name, String type, Function<Run, @Nullable String> value) {
        return new Column<>(name, type, derived -> value.apply(derived.run()));
    }
}
