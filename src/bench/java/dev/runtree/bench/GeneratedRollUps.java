package dev.runtree.bench;

import java.util.List;

/** What the writer would have summed up of the generated rows, by the rules of docs/schema.md, from the rows themselves. */
final class GeneratedRollUps {
    private static final String RUNS = "(SELECT " + times() + ", type, name, coalesce(user_id, '') AS user_id,"
            + " coalesce(environment, '') AS environment, status, total_tokens, cost FROM runtree_runs"
            + " WHERE status NOT IN ('running', 'paused')) AS runs";

    private static final String CALLS = "(SELECT " + times() + ", kind, status, coalesce(model, '') AS model,"
            + " coalesce(provider, '') AS provider, coalesce(user_id, '') AS user_id, input_tokens, output_tokens, cost"
            + " FROM runtree_spans WHERE kind = 'llm') AS calls";

    private static final String TOOLS = "(SELECT " + times()
            + ", coalesce(tool_name, '') AS tool, status FROM runtree_spans WHERE kind = 'tool') AS tools";

    private GeneratedRollUps() {}

    /** Each table that is filled. */
    static List<String> tables() {
        return List.of(
                "runtree_run_hours",
                "runtree_run_days",
                "runtree_user_hours",
                "runtree_user_days",
                "runtree_model_hours",
                "runtree_model_days",
                "runtree_user_model_hours",
                "runtree_user_model_days",
                "runtree_tool_hours",
                "runtree_tool_days");
    }

    static List<String> statements() {
        return List.of(
                runs("runtree_run_hours", "hour, type, name, environment, status", true),
                runs("runtree_run_days", "day, type, name, environment, status", true),
                runs("runtree_user_hours", "hour, user_id, type, name, environment, status", true),
                runs("runtree_user_days", "day, user_id, type, environment, status", false),
                models("runtree_model_hours", "hour, kind, model, provider"),
                models("runtree_model_days", "day, kind, model, provider"),
                models("runtree_user_model_hours", "hour, user_id, kind, model, provider"),
                models("runtree_user_model_days", "day, user_id, kind, model, provider"),
                tools("runtree_tool_hours", "hour, tool, status"),
                tools("runtree_tool_days", "day, tool, status"));
    }

    private static String times() {
        return "date_trunc('hour', start_time, 'UTC') AS hour, (start_time AT TIME ZONE 'UTC')::date AS day,"
                + " (extract(epoch FROM end_time - start_time) * 1000000)::bigint AS micros,"
                + " ceil(ln(greatest((extract(epoch FROM end_time - start_time) * 1000000)::float8, 1))"
                + " / ln(1.1::float8))::integer AS place";
    }

    private static String runs(String table, String keys, boolean durations) {
        return "INSERT INTO " + table + " (" + keys
                + ", shard, runs, duration_micros, total_tokens, cost, unpriced_calls"
                + (durations ? ", durations" : "") + ") SELECT " + keys
                + ", 0, sum(n), sum(micros), sum(tokens), sum(cost), 0" + (durations ? histogram() : "")
                + " FROM (SELECT " + keys + ", place, count(*) AS n, coalesce(sum(micros), 0) AS micros,"
                + " coalesce(sum(total_tokens), 0) AS tokens, coalesce(sum(cost), 0) AS cost FROM " + RUNS
                + " GROUP BY " + keys + ", place) AS places GROUP BY " + keys;
    }

    private static String models(String table, String keys) {
        return "INSERT INTO " + table + " (" + keys
                + ", shard, calls, errors, input_tokens, output_tokens, cached_tokens, cache_write_tokens,"
                + " reasoning_tokens, cost, unpriced_calls)"
                + " SELECT " + keys + ", 0, count(*), count(*) FILTER (WHERE status = 'error'),"
                + " coalesce(sum(input_tokens), 0), coalesce(sum(output_tokens), 0), 0, 0, 0, coalesce(sum(cost), 0), 0"
                + " FROM " + CALLS + " GROUP BY " + keys;
    }

    private static String tools(String table, String keys) {
        return "INSERT INTO " + table + " (" + keys + ", shard, calls, duration_micros, durations)"
                + " SELECT " + keys + ", 0, sum(n), sum(micros)" + histogram()
                + " FROM (SELECT " + keys + ", place, count(*) AS n, coalesce(sum(micros), 0) AS micros FROM " + TOOLS
                + " GROUP BY " + keys + ", place) AS places GROUP BY " + keys;
    }

    /** Few steps of the aggregate, which is slow: one for each place, whatever lies there. */
    private static String histogram() {
        return ", runtree_durations_total(CASE WHEN place IS NULL THEN '{}'"
                + " ELSE array_fill(n::integer, ARRAY[1], ARRAY[place]) END)";
    }
}
