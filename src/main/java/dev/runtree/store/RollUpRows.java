package dev.runtree.store;

import dev.runtree.store.RollUpQuestion.Rows;
import java.time.Instant;
import java.util.List;

/** Rows as {@link RollUpQuestion} reads them beside the roll-ups, with the columns and amounts that these have. */
final class RollUpRows {
    private static final double NANOS = 1e9;
    private static final String MICROS = "coalesce(sum(extract(epoch FROM duration) * 1000000), 0)::numeric(60, 0)";
    private static final List<String> OF_RUNS = List.of(
            "count(*)::numeric",
            MICROS,
            "sum(total_tokens)::numeric",
            "sum(cost)::numeric",
            "sum(unpriced_calls)::numeric");
    private static final List<String> OF_TOOLS = List.of("count(*)::numeric", MICROS);

    private static final String EVERY = "(SELECT start_time, type, name, coalesce(user_id, '') AS user_id,"
            + " coalesce(environment, '') AS environment, runtree_run_status(status, last_sign, lease_until) AS status,"
            + " runtree_run_end(status, end_time, last_sign, lease_until) - start_time AS duration,"
            + " coalesce(total_tokens, 0) AS total_tokens, coalesce(cost, 0) AS cost, unpriced_calls"
            + " FROM runtree_runs WHERE ";

    /** Known when the plan is made, unlike a text cast to a time: so only the days that are needed are looked at. */
    private static final String BETWEEN =
            "start_time >= to_timestamp(?::double precision) AND start_time < to_timestamp(?::double precision)";

    private static final String RUNS = EVERY + BETWEEN + " AND status ";

    /** What is taken away from roll-ups must be in them: traces of before there were any may not be yet. */
    private static final String COUNTED =
            " AND EXISTS (SELECT 1 FROM agno_traces t WHERE t.trace_id = %s.trace_id AND t.counted IS NOT NULL%s)";

    private RollUpRows() {}

    /** Runs that the roll-ups have, of a part of an hour. */
    static Rows endedRuns(Slice slice) {
        return runs(
                "NOT IN ('running', 'paused')" + (slice.isTakenAway() ? COUNTED.formatted("runtree_runs", "") : ""),
                slice.since(),
                slice.until());
    }

    private static double seconds(Instant time) {
        return (double) time.getEpochSecond() + time.getNano() / NANOS;
    }

    /** Runs that go on, which no roll-up has, with the status that they have at this moment. */
    static Rows openRuns(Scope scope) {
        return runs("IN ('running', 'paused')", scope.since(), scope.until());
    }

    /** Runs of which something holds that no roll-up knows. */
    static Rows matchingRuns(Sql condition) {
        return new Rows(Sql.of(EVERY).plus(condition).plus(") runs"), OF_RUNS);
    }

    private static Rows runs(String status, Instant since, Instant until) {
        return new Rows(Sql.of(RUNS + status + ") runs", seconds(since), seconds(until)), OF_RUNS);
    }

    /** By the index of tools. Late steps of a trace whose others were removed are not in the roll-ups. */
    static Rows toolCalls(Slice slice) {
        return new Rows(
                Sql.of(
                        "(SELECT start_time, substr(span_name, 6) AS tool, status, end_time - start_time AS duration"
                                + " FROM runtree_spans WHERE span_name LIKE 'tool.%' AND " + BETWEEN
                                + (slice.isTakenAway()
                                        ? COUNTED.formatted("runtree_spans", " AND t.steps_removed_at IS NULL")
                                        : "")
                                + ") calls",
                        seconds(slice.since()),
                        seconds(slice.until())),
                OF_TOOLS);
    }
}
