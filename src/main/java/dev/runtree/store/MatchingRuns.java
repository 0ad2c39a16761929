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
    static final int MOST = 20_000;

    /** Of too many, nothing is gathered: one sees by their number that there are. */
    private static final String NOT_TOO_MANY = " WHERE (SELECT count(*) FROM matching) <= " + MOST;

    private static final String BEGIN = "WITH RECURSIVE matching AS MATERIALIZED (\n    SELECT ";

    /** Their own tokens, which add up to those of the trees without one counted twice. */
    private static final String USED = """
        ), used AS (
            SELECT trace_id, run_id, model, start_time, total_tokens, cost, unpriced_calls FROM matching%s
            UNION
            SELECT run.* FROM used CROSS JOIN LATERAL (
                SELECT trace_id, run_id, model, start_time, total_tokens, cost, unpriced_calls FROM runtree_runs
                WHERE trace_id = used.trace_id AND parent_run_id = used.run_id OFFSET 0) run
        )
        """;

    /** All calls of a trace of one run are its own, and those that lie under no run are of the run that stands for all. */
    private static final String STANDS_FOR_ALL = "NOT EXISTS (SELECT 1 FROM runtree_runs other WHERE other.trace_id ="
            + " runtree_runs.trace_id\n"
            + "            AND other.span_id <> runtree_runs.span_id AND (runtree_runs.type <> 'call' OR"
            + " other.parent_run_id IS NULL)) AS stands_for_all";

    /**
     * From each call the way up is gone by its parents until one of the runs is met; parents that go
     * round in a circle end it too, as UNION keeps each step once. OFFSET 0 has the server go from trace to
     * trace, by an index and within the days of each, instead of through all steps that there are.
     */
    private static final String CALLED = """
        ), calls AS MATERIALIZED (
            SELECT call.*, trace.stands_for_all, trace.first, trace.last
            FROM (SELECT trace_id, bool_or(stands_for_all) AS stands_for_all FROM matching%s GROUP BY 1) one
                CROSS JOIN LATERAL (
                    SELECT one.stands_for_all, start_time AS first, last_start_time AS last FROM agno_traces
                    WHERE trace_id = one.trace_id OFFSET 0) trace
                CROSS JOIN LATERAL (
                    SELECT trace_id, span_id, parent_span_id, start_time, status, substr(span_name, 6) AS tool
                    FROM runtree_spans
                    WHERE trace_id = one.trace_id AND start_time >= trace.first AND start_time <= trace.last
                        AND span_name LIKE 'tool.%'\
        """;

    private static final String UP = """
         OFFSET 0) call
        ), up AS (
            SELECT trace_id, span_id, parent_span_id AS above, first, last FROM calls WHERE NOT stands_for_all
            UNION
            SELECT up.trace_id, up.span_id, step.parent_span_id, up.first, up.last
            FROM up CROSS JOIN LATERAL (
                SELECT parent_span_id FROM runtree_spans
                WHERE trace_id = up.trace_id AND span_id = up.above AND start_time >= up.first AND start_time <= up.last
                OFFSET 0) step
            WHERE (up.trace_id, up.above) NOT IN (SELECT trace_id, span_id FROM matching)
        ), called AS (
            SELECT * FROM calls WHERE stands_for_all OR (trace_id, span_id) IN (
                SELECT up.trace_id, up.span_id FROM up
                    JOIN matching ON matching.trace_id = up.trace_id AND matching.span_id = up.above)
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

    /**
     * What stands before a question to {@code used}, the runs with all beneath them.
     *
     * @param bounded whether nothing is gathered of more than {@link #MOST} runs, but one more than these is in {@code matching}
     */
    Sql used(boolean bounded) {
        return begin("trace_id, run_id, model, start_time, total_tokens, cost, unpriced_calls", bounded)
                .plus(bounded(USED, bounded));
    }

    /**
     * What stands before a question to {@code called}, the calls of tools beneath the runs.
     *
     * @param bounded as for {@link #used}
     */
    Sql called(boolean bounded) {
        var sql = begin("trace_id, span_id, " + STANDS_FOR_ALL, bounded).plus(bounded(CALLED, bounded));
        var tool = scope.tool();
        return (tool == null ? sql : sql.and("span_name = ?", "tool." + tool)).plus(UP);
    }

    private Sql begin(String columns, boolean bounded) {
        return Sql.of(BEGIN + columns + "\n    FROM runtree_runs\n    WHERE ")
                .plus(condition())
                .plus((bounded ? " LIMIT " + (MOST + 1) : "") + "\n");
    }

    private static String bounded(String text, boolean bounded) {
        return text.replace("%s", bounded ? NOT_TOO_MANY : "");
    }
}
