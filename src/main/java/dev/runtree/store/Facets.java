package dev.runtree.store;

import dev.runtree.model.RunStatus;
import dev.runtree.model.RunType;
import dev.runtree.model.SpanId;
import dev.runtree.query.RunFilter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How many of the runs that match a filter have which values. Only the newest of them are looked at: that takes as long for a
 * million runs as for a thousand.
 */
public final class Facets {
    /** So many of the newest runs are looked at. */
    public static final int RUNS = 1_000;

    /** How long is looked for them where no index helps. */
    private static final Duration MOMENT = Duration.ofMillis(400);

    /** Failed tools are looked for in traces that have no more steps than this together. */
    private static final long STEPS = 20_000;

    private static final String COLUMNS =
            "SELECT trace_id, span_id, type, name, agent_id, team_id, workflow_id, model, user_id,"
                    + " session_id, runtree_run_status(status, last_sign, lease_until), environment, error_count, tags || ARRAY("
                    + "SELECT t.tag FROM runtree_tags t WHERE t.trace_id = runtree_runs.trace_id AND t.run_id = runtree_runs.run_id)"
                    + " FROM runtree_runs WHERE ";

    /** From each failed call of a tool the way up: all that it failed beneath. */
    private static final String FAILED = """
            WITH RECURSIVE up AS (
                SELECT trace_id, tool_name, span_id, parent_span_id FROM runtree_spans
                 WHERE trace_id = ANY (?) AND start_time >= ?::timestamptz AND start_time <= ?::timestamptz
                   AND kind = 'tool' AND status = 'error' AND tool_name IS NOT NULL
                UNION
                SELECT up.trace_id, up.tool_name, above.span_id, above.parent_span_id
                  FROM up JOIN runtree_spans above ON above.trace_id = up.trace_id AND above.span_id = up.parent_span_id
                   AND above.start_time >= ?::timestamptz AND above.start_time <= ?::timestamptz)
            SELECT DISTINCT trace_id, tool_name, span_id, parent_span_id FROM up
            """;

    private final Database database;

    public Facets(Database database) {
        this.database = database;
    }

    /** What is counted, in the order in which it helps. */
    public enum Facet {
        FAILED_TOOL,
        NAME,
        MODEL,
        USER,
        SESSION,
        STATUS,
        ENVIRONMENT,
        TAG
    }

    /**
     * A value and how many of the runs have it.
     *
     * @param key of a filter; of a failed tool empty, since that takes more than one
     */
    public record Value(String key, String value, int runs) {}

    /**
     * The counts.
     *
     * @param runs how many were looked at
     * @param more whether more may match
     * @param values by what is counted, the most frequent first; what nothing is known of is not in it
     */
    public record Counts(int runs, boolean more, Map<Facet, List<Value>> values) {
        public Counts {
            values = Map.copyOf(values);
        }
    }

    /** Counts of all but failed tools, and those runs in which some step failed. */
    public record Found(Counts counts, List<SpanId> failed) {
        public Found {
            failed = List.copyOf(failed);
        }
    }

    /** Counts what the rows of the runs say. Words of the filter are left out: those are looked for step by step. */
    public Query<Found> of(RunFilter filter) {
        var plain = new RunFilter(SearchTerms.of(filter.condition()).plain());
        return new ReadQuery<>(database, reading -> {
            var slices = new RunSlices(reading, RunQueries.split(plain), null, MOMENT);
            var tally = new Tally();
            while (tally.runs < RUNS && slices.next()) {
                reading.each(
                        Sql.of(COLUMNS)
                                .plus(slices.where())
                                .plus(RunSlices.NEWEST_FIRST + " LIMIT ?", RUNS - tally.runs),
                        tally::add);
            }
            return new Found(tally.counts(tally.runs == RUNS || slices.end() != null), tally.failed);
        });
    }

    /**
     * Tools that failed.
     *
     * @param left of how many traces that is not known, since they have too many steps
     */
    public record FailedTools(List<Value> values, int left) {
        public FailedTools {
            values = List.copyOf(values);
        }
    }

    /**
     * In how many of these runs which tool failed.
     *
     * @param runs newest first; those whose traces have too many steps are left out
     */
    public Query<FailedTools> failedTools(List<SpanId> runs) {
        return new ReadQuery<>(database, reading -> {
            var traces = Traces.of(reading, runs);
            if (traces.ids.isEmpty()) {
                return new FailedTools(List.of(), traces.left);
            }
            var wanted = new HashSet<>(runs);
            var byTool = new HashMap<String, Set<SpanId>>();
            reading.each(
                    Sql.of(
                            FAILED,
                            traces.ids.toArray(String[]::new),
                            String.valueOf(traces.first),
                            String.valueOf(traces.last),
                            String.valueOf(traces.first),
                            String.valueOf(traces.last)),
                    row -> {
                        for (var at = 3; at <= 4; at++) {
                            var run = new SpanId(row.getString(1), String.valueOf(row.getString(at)));
                            if (wanted.contains(run)) {
                                byTool.computeIfAbsent(row.getString(2), tool -> new HashSet<>())
                                        .add(run);
                            }
                        }
                    });
            var values = byTool.entrySet().stream()
                    .map(tool -> new Value("", tool.getKey(), tool.getValue().size()))
                    .sorted(MOST_FIRST)
                    .toList();
            return new FailedTools(values, traces.left);
        });
    }

    private static final Comparator<Value> MOST_FIRST =
            Comparator.comparingInt(Value::runs).reversed().thenComparing(Value::value);

    /** Traces of runs, as many as have few steps together. */
    private static final class Traces {
        private final List<String> ids = new ArrayList<>();
        private long steps;
        private int left;
        private @Nullable OffsetDateTime first;
        private @Nullable OffsetDateTime last;

        static Traces of(Reading reading, List<SpanId> runs) throws SQLException {
            var traces = new Traces();
            reading.each(
                    Sql.of(
                            "SELECT trace_id, span_count, start_time, last_start_time FROM agno_traces WHERE trace_id = ANY (?)"
                                    + " ORDER BY start_time DESC",
                            (Object) runs.stream()
                                    .map(SpanId::traceId)
                                    .distinct()
                                    .toArray(String[]::new)),
                    traces::add);
            return traces;
        }

        private void add(ResultSet row) throws SQLException {
            int more = row.getInt(2);
            if (steps + more > STEPS) {
                left++;
            } else {
                steps += more;
                var from = row.getObject(3, OffsetDateTime.class);
                var to = row.getObject(4, OffsetDateTime.class);
                ids.add(row.getString(1));
                first = first == null || from.isBefore(first) ? from : first;
                last = last == null || to.isAfter(last) ? to : last;
            }
        }
    }

    /** Counts while rows come. */
    private static final class Tally {
        private final Map<Facet, Map<Value, Integer>> counted = new EnumMap<>(Facet.class);
        private final List<SpanId> failed = new ArrayList<>();
        private int runs;

        void add(ResultSet row) throws SQLException {
            runs++;
            switch (RunType.ofWord(row.getString(3))) {
                case AGENT -> count(Facet.NAME, "agent", row.getString(5));
                case TEAM -> count(Facet.NAME, "team", row.getString(6));
                case WORKFLOW -> count(Facet.NAME, "workflow", row.getString(7));
                case CALL -> count(Facet.NAME, "name", row.getString(4));
            }
            count(Facet.MODEL, "model", row.getString(8));
            count(Facet.USER, "user", row.getString(9));
            count(Facet.SESSION, "session", row.getString(10));
            count(Facet.STATUS, "status", RunStatus.ofWord(row.getString(11)).word());
            count(Facet.ENVIRONMENT, "env", row.getString(12));
            if (row.getInt(13) > 0) {
                failed.add(new SpanId(row.getString(1), row.getString(2)));
            }
            for (var tag : Set.of(distinct((String[]) row.getArray(14).getArray()))) {
                count(Facet.TAG, "tag", tag);
            }
        }

        private static String[] distinct(String[] tags) {
            return List.of(tags).stream().distinct().toArray(String[]::new);
        }

        private void count(Facet facet, String key, @Nullable String value) {
            if (value != null && !value.isEmpty()) {
                counted.computeIfAbsent(facet, any -> new HashMap<>()).merge(new Value(key, value, 0), 1, Integer::sum);
            }
        }

        Counts counts(boolean more) {
            var values = new EnumMap<Facet, List<Value>>(Facet.class);
            counted.forEach((facet, each) -> values.put(
                    facet,
                    each.entrySet().stream()
                            .map(one ->
                                    new Value(one.getKey().key(), one.getKey().value(), one.getValue()))
                            .sorted(MOST_FIRST)
                            .toList()));
            return new Counts(runs, more, values);
        }
    }
}
