package dev.runtree.store;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What the writer would have summed up of generated rows, made by SQL from the rows themselves. {@link #check} holds it to what
 * the program counts.
 */
public final class GeneratedRollUps {
    private static final String RUNS = "(SELECT " + times() + ", type, name, coalesce(user_id, '') AS user_id,"
            + " coalesce(environment, '') AS environment, status, 1 AS runs, total_tokens, cost, unpriced_calls"
            + " FROM runtree_runs WHERE status NOT IN ('running', 'paused'))";

    private static final String CALLS = "(SELECT " + times() + ", kind, coalesce(model, '') AS model,"
            + " coalesce(provider, '') AS provider, coalesce(user_id, '') AS user_id, 1 AS calls,"
            + " (status = 'error')::integer AS errors, input_tokens, output_tokens, cached_tokens, cache_write_tokens,"
            + " reasoning_tokens, cost, 0 AS unpriced_calls FROM runtree_spans WHERE kind = 'llm')";

    private static final String TOOLS = "(SELECT " + times()
            + ", coalesce(tool_name, '') AS tool, status, 1 AS calls FROM runtree_spans WHERE kind = 'tool')";

    private static final int COUNTED_AT_ONCE = 200;

    private GeneratedRollUps() {}

    /** Empties the tables. */
    public static String clear() {
        return "TRUNCATE " + RollUpTable.ALL.stream().map(RollUpTable::table).collect(Collectors.joining(", "));
    }

    /** Fills the tables when they are empty: one statement each, in any order. */
    public static List<String> statements() {
        return RollUpTable.ALL.stream().map(GeneratedRollUps::statement).toList();
    }

    /**
     * Lets the program make the runs of the spans that are there and count them, and compares with what the statements make of
     * the same rows.
     *
     * @throws IllegalStateException when that is something else
     */
    public static void check(Database database) {
        var dsl = database.dsl();
        dsl.execute(clear());
        dsl.execute("UPDATE agno_traces SET counted = NULL");
        var recount = new Recount(database);
        while (recount.step(COUNTED_AT_ONCE)) {}
        var counted = StoredRollUps.of(database);
        dsl.execute(clear());
        statements().forEach(dsl::execute);
        var made = StoredRollUps.of(database);
        if (counted.isEmpty() || !made.equals(counted)) {
            throw new IllegalStateException("the generated roll-ups are not what the program counts:\n"
                    + StoredRollUps.firstDifference(made, counted));
        }
    }

    private static String statement(RollUpTable table) {
        var keys = String.join(", ", table.keys());
        var sums = String.join(", ", table.sums());
        var added = table.sums().stream()
                .map(sum -> "coalesce(sum(" + sum + "), 0) AS " + sum)
                .collect(Collectors.joining(", "));
        var rows = "(SELECT " + keys + ", place, count(*) AS n, " + added + " FROM " + source(table)
                + " AS of_all GROUP BY " + keys + ", place)";
        return "INSERT INTO " + table.table() + " (" + keys + ", shard, " + sums
                + (table.hasDurations() ? ", durations" : "") + ") SELECT " + keys + ", 0, "
                + table.sums().stream().map(sum -> "sum(" + sum + ")").collect(Collectors.joining(", "))
                + (table.hasDurations() ? histogram() : "") + " FROM " + rows + " AS by_place GROUP BY " + keys;
    }

    private static String source(RollUpTable table) {
        return switch (table.sums().getFirst()) {
            case "runs" -> RUNS;
            case "calls" -> table.keys().contains("tool") ? TOOLS : CALLS;
            case String other -> throw new IllegalArgumentException(table.table() + " counts " + other);
        };
    }

    private static String times() {
        return "date_trunc('hour', start_time, 'UTC') AS hour, (start_time AT TIME ZONE 'UTC')::date AS day,"
                + " (extract(epoch FROM end_time - start_time) * 1000000)::bigint AS duration_micros,"
                + " ceil(ln(greatest((extract(epoch FROM end_time - start_time) * 1000000)::float8, 1))"
                + " / ln(1.1::float8))::integer AS place";
    }

    /** Few steps of the aggregate, which is slow: one for each place, whatever lies there. */
    private static String histogram() {
        return ", runtree_durations_total(CASE WHEN place IS NULL THEN '{}'"
                + " ELSE array_fill(n::integer, ARRAY[1], ARRAY[place]) END)";
    }
}
