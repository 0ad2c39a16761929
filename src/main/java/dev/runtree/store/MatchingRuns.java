package dev.runtree.store;

import dev.runtree.query.Condition;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;

/**
 * The runs of a range of which a condition holds that no roll-up knows, and statements about what they did. A run stands for all
 * that it did: what was used and called beneath it counts too, once, even where both a run and one beneath it match.
 */
record MatchingRuns(Scope scope, Condition matching) {
    /** Of more, what they did takes too long to be gathered. */
    static final int MOST = 50_000;

    /** By which one sees that there are too many. */
    static final String LIMIT = " LIMIT " + (MOST + 1);

    private static final String BEGIN = "WITH RECURSIVE matching AS MATERIALIZED (\n    SELECT ";

    /** Their own tokens, which add up to those of the trees without one counted twice. */
    private static final String USED = """
        ), used AS (
            SELECT trace_id, run_id, model, start_time, total_tokens, cost, unpriced_calls FROM matching
            UNION
            SELECT run.trace_id, run.run_id, run.model, run.start_time, run.total_tokens, run.cost, run.unpriced_calls
            FROM used JOIN runtree_runs run ON run.trace_id = used.trace_id AND run.parent_run_id = used.run_id
        )
        """;

    /** Calls that lie under no run belong to the run that stands for all of the trace. */
    private static final String STANDS_FOR_ALL = "type = 'call' AND NOT EXISTS (SELECT 1 FROM runtree_runs other"
            + " WHERE other.trace_id = runtree_runs.trace_id AND other.span_id <> runtree_runs.span_id"
            + " AND other.parent_run_id IS NULL) AS stands_for_all";

    /** From each call the way up is gone by its parents until one of the runs is met. */
    private static final String CALLED = """
        ), calls AS MATERIALIZED (
            SELECT call.trace_id, call.span_id, call.parent_span_id, call.start_time, call.status,
                substr(call.span_name, 6) AS tool, trace.start_time AS first, trace.last_start_time AS last
            FROM (SELECT DISTINCT trace_id FROM matching) one
                JOIN agno_traces trace ON trace.trace_id = one.trace_id
                JOIN runtree_spans call ON call.trace_id = trace.trace_id
                    AND call.start_time >= trace.start_time AND call.start_time <= trace.last_start_time
            WHERE call.span_name LIKE 'tool.%'""";

    private static final String UP = """

        ), up AS (
            SELECT trace_id, span_id, parent_span_id AS above, first, last FROM calls
            UNION ALL
            SELECT up.trace_id, up.span_id, step.parent_span_id, up.first, up.last
            FROM up JOIN runtree_spans step ON step.trace_id = up.trace_id AND step.span_id = up.above
                AND step.start_time >= up.first AND step.start_time <= up.last
            WHERE (up.trace_id, up.above) NOT IN (SELECT trace_id, span_id FROM matching)
        ), called AS (
            SELECT * FROM calls WHERE (trace_id, span_id) IN (
                SELECT up.trace_id, up.span_id FROM up
                    JOIN matching ON matching.trace_id = up.trace_id AND matching.span_id = up.above)
                OR trace_id IN (SELECT trace_id FROM matching WHERE stands_for_all)
        )
        """;

    static MatchingRuns of(Scope scope) {
        return new MatchingRuns(scope, Objects.requireNonNull(scope.matching()));
    }

    /** What holds of a row of {@code runtree_runs}. */
    Sql condition() {
        return Sql.of(
                        "start_time >= ?::timestamptz AND start_time < ?::timestamptz",
                        scope.since().toString(),
                        scope.until().toString())
                .plus("\n      AND ")
                .plus(new FilterSql(Instant.now(), ZoneId.systemDefault()).of(matching));
    }

    /** What stands before a question to {@code used}, the runs with all beneath them. */
    Sql used(String limit) {
        return Sql.of(BEGIN + "trace_id, run_id, model, start_time, total_tokens, cost, unpriced_calls\n    FROM"
                        + " runtree_runs\n    WHERE ")
                .plus(condition())
                .plus(limit + "\n" + USED);
    }

    /** What stands before a question to {@code called}, the calls of tools beneath the runs. */
    Sql called(String limit) {
        var sql = Sql.of(BEGIN + "trace_id, span_id, " + STANDS_FOR_ALL + "\n    FROM runtree_runs\n    WHERE ")
                .plus(condition())
                .plus(limit + "\n" + CALLED);
        var tool = scope.tool();
        return (tool == null ? sql : sql.and("call.span_name = ?", "tool." + tool)).plus(UP);
    }
}
