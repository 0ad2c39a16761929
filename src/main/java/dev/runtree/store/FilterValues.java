package dev.runtree.store;

import dev.runtree.query.Key;
import dev.runtree.query.RunFilter;
import dev.runtree.query.RunKey;
import dev.runtree.query.StepKey;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Which values there are for a key of a filter, the most frequent first: those of the newest runs that the rest of the filter
 * lets through; tools and models by the roll-ups; attributes of the newest traces. Each answer looks at so many rows at most
 * that it is there while one types.
 */
final class FilterValues {
    /** How many of the newest runs are looked at. */
    static final int RUNS = 5_000;

    private static final int ROLL_UP_ROWS = 20_000;
    private static final int TRACES = 40;
    private static final int SPANS = 400;
    private static final int LONGEST = 300;
    private static final Duration MOMENT = Duration.ofMillis(250);

    /** Those that came with the run, and those that readers gave it. */
    private static final String TAGS = "unnest(tags || ARRAY(SELECT t.tag FROM runtree_tags t"
            + " WHERE t.trace_id = newest.trace_id AND t.run_id = newest.run_id))";

    /** From one name to the next by the index, however often each was given. */
    private static final String SCORES = """
            WITH RECURSIVE names (name) AS (
                SELECT min(name) FROM runtree_scores
                UNION ALL
                SELECT (SELECT min(name) FROM runtree_scores WHERE name > names.name) FROM names WHERE name IS NOT NULL)
            SELECT name, (SELECT count(*) FROM (
                SELECT 1 FROM runtree_scores scored WHERE scored.name = names.name LIMIT ?) counted)
              FROM names
             WHERE length(name) BETWEEN 1 AND ? AND strpos(lower(name COLLATE "default"), lower(?::text)) > 0
             ORDER BY 2 DESC, 1 LIMIT ?
            """;

    private static final Pattern COLUMN = Pattern.compile("[a-z_]+");

    private final Reading reading;
    private final FilterSql sql;

    FilterValues(Reading reading, FilterSql sql) {
        this.reading = reading;
        this.sql = sql;
    }

    /**
     * @param attribute for {@link StepKey#ATTR}: whose values are wanted; empty for the names of attributes themselves
     * @param typed what the value has in it, in any case
     */
    List<ValueCount> of(Key key, String attribute, RunFilter others, String typed, int limit) throws SQLException {
        return switch (key) {
            case RunKey run ->
                switch (run) {
                    case USER -> ofRuns("user_id", others, typed, limit);
                    case SESSION -> ofRuns("session_id", others, typed, limit);
                    case AGENT -> ofRuns("agent_id", others, typed, limit);
                    case TEAM -> ofRuns("team_id", others, typed, limit);
                    case WORKFLOW -> ofRuns("workflow_id", others, typed, limit);
                    case NAME -> ofRuns("name", others, typed, limit);
                    case ENV -> ofRuns("environment", others, typed, limit);
                    case TYPE -> ofRuns("type", others, typed, limit);
                    case SOURCE -> ofRuns("source", others, typed, limit);
                    case STATUS -> ofRuns(FilterSql.STATUS, others, typed, limit);
                    case TAG -> ofRuns(TAGS, others, typed, limit);
                    case MODEL -> rolledUp("runtree_model_days", "model", typed, limit);
                    case SCORE -> scores(typed, limit);
                    default -> List.of();
                };
            case StepKey step ->
                switch (step) {
                    case TOOL -> rolledUp("runtree_tool_days", "tool", typed, limit);
                    case MODEL -> rolledUp("runtree_model_days", "model", typed, limit);
                    case ERROR ->
                        ofRuns(
                                "rtrim(left(split_part(split_part(error, E'\\n', 1), ':', 1), 60))",
                                others.with(RunKey.STATUS, "error"),
                                typed,
                                limit);
                    case ATTR -> attributes(attribute, others, typed, limit);
                    case KIND, STEP_STATUS, STEP_DURATION, ARG, RESULT -> List.of();
                };
        };
    }

    /** Slice after slice of the newest runs, until enough of them or a moment has passed. */
    private List<ValueCount> ofRuns(String value, RunFilter others, String typed, int limit) throws SQLException {
        var runs = sql.split(others.condition());
        if (!typed.isEmpty() && COLUMN.matcher(value).matches()) {
            // What is typed may be far back, where no other filter would lead.
            runs = runs.and(
                    "strpos(lower(" + value + " COLLATE \"default\"), lower(?::text)) > 0", SpanCleaner.text(typed));
        }
        var slices = new RunSlices(reading, runs, null, MOMENT);
        Map<String, Long> counts = new HashMap<>();
        var looked = 0L;
        while (looked < RUNS && slices.next()) {
            var rows = new long[1];
            reading.each(
                    Sql.of("SELECT value, count(*) FROM (SELECT " + value
                                    + " AS value FROM (SELECT * FROM runtree_runs WHERE ")
                            .plus(slices.where())
                            .plus(RunSlices.NEWEST_FIRST + " LIMIT ?) newest) found GROUP BY value", RUNS - looked),
                    row -> {
                        rows[0] += row.getLong(2);
                        if (row.getString(1) != null) {
                            counts.merge(row.getString(1), row.getLong(2), Long::sum);
                        }
                    });
            looked += rows[0];
        }
        var part = typed.toLowerCase(Locale.ROOT);
        return counts.entrySet().stream()
                .filter(each -> each.getKey().toLowerCase(Locale.ROOT).contains(part)
                        && !each.getKey().isEmpty()
                        && each.getKey().length() <= LONGEST)
                .map(each -> new ValueCount(each.getKey(), each.getValue()))
                .sorted(Comparator.comparingLong(ValueCount::count).reversed().thenComparing(ValueCount::value))
                .limit(limit)
                .toList();
    }

    private List<ValueCount> rolledUp(String table, String column, String typed, int limit) throws SQLException {
        return reading.list(
                Sql.of(
                        "SELECT value, sum(calls) FROM (SELECT " + column + " AS value, calls FROM " + table
                                + " ORDER BY day DESC LIMIT ?) newest WHERE value <> '' AND length(value) <= ?"
                                + " AND strpos(lower(value COLLATE \"default\"), lower(?::text)) > 0"
                                + " GROUP BY value ORDER BY 2 DESC, 1 LIMIT ?",
                        ROLL_UP_ROWS,
                        LONGEST,
                        SpanCleaner.text(typed),
                        limit),
                row -> new ValueCount(row.getString(1), row.getLong(2)));
    }

    private List<ValueCount> scores(String typed, int limit) throws SQLException {
        return reading.list(
                Sql.of(SCORES, RUNS, LONGEST, SpanCleaner.text(typed), limit),
                row -> new ValueCount(row.getString(1), row.getLong(2)));
    }

    /** Names of attributes, or the values of one, in some hundred steps of the newest runs. */
    private List<ValueCount> attributes(String name, RunFilter others, String typed, int limit) throws SQLException {
        var slices = new RunSlices(reading, sql.split(others.condition()), null, MOMENT);
        if (!slices.next()) {
            return List.of();
        }
        var traces = reading.list(
                Sql.of("SELECT DISTINCT trace_id FROM (SELECT trace_id FROM runtree_runs WHERE ")
                        .plus(slices.where())
                        .plus(RunSlices.NEWEST_FIRST + " LIMIT ?) newest", TRACES),
                row -> row.getString(1));
        // Of a day with few steps yet, the planner would read all.
        reading.set("enable_seqscan", "off");
        var told = name.isEmpty()
                ? Sql.of("SELECT json_object_keys(step.attributes) AS value")
                : Sql.of(
                        "SELECT coalesce(step.attributes ->> ?, step.resource ->> ?) AS value",
                        SpanCleaner.text(name),
                        SpanCleaner.text(name));
        return reading.list(
                Sql.of("SELECT value, count(*) FROM (")
                        .plus(told)
                        .plus(
                                " FROM (SELECT step.* FROM agno_traces trace CROSS JOIN LATERAL (SELECT * FROM agno_spans"
                                        + " WHERE trace_id = trace.trace_id AND start_time >= trace.start_time"
                                        + " AND start_time <= trace.last_start_time LIMIT ?) step"
                                        + " WHERE trace.trace_id = ANY (?) LIMIT ?) step) told"
                                        + " WHERE length(value) BETWEEN 1 AND ?"
                                        + " AND strpos(lower(value COLLATE \"default\"), lower(?::text)) > 0"
                                        + " GROUP BY value ORDER BY 2 DESC, 1 LIMIT ?",
                                SPANS / 4,
                                traces.toArray(String[]::new),
                                SPANS,
                                LONGEST,
                                SpanCleaner.text(typed),
                                limit),
                row -> new ValueCount(row.getString(1), row.getLong(2)));
    }
}
