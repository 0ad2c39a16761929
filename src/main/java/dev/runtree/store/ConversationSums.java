package dev.runtree.store;

import dev.runtree.model.SpanStatus;
import dev.runtree.model.TraceRuns;
import dev.runtree.model.Usage;
import dev.runtree.model.rollup.Contribution;
import dev.runtree.model.rollup.ModelTotals;
import dev.runtree.model.rollup.ToolTotals;
import dev.runtree.store.ConversationTotals.ModelShare;
import dev.runtree.store.ConversationTotals.ToolShare;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Adds up the runs of a session or user. Which models and tools they used is read from what each trace counted when it was
 * written; a trace that others share is derived from its spans, so that each has its own. Of very many runs the newest are
 * added up, so that it takes about as long for a million of them as for some thousand.
 */
final class ConversationSums {
    static final int MOST_TAGS = 50;

    /** After this no further trace that others share is derived. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final String END = "runtree_run_end(status, end_time, last_sign, lease_until)";

    private final Reading reading;
    private final String column;
    private final String id;
    private final int most;
    private final String own;
    private final Map<String, ModelTotals> models = new TreeMap<>();
    private final Map<String, long[]> tools = new TreeMap<>();
    private int uncounted;

    /**
     * @param column of {@code runtree_runs}, which has {@code id} in all of the runs
     * @param most of the runs that are added up, the newest
     */
    ConversationSums(Reading reading, String column, String id, int most) {
        this.reading = reading;
        this.column = column;
        this.id = id;
        this.most = most;
        own = "(SELECT * FROM runtree_runs WHERE " + column + " = ?" + RunSlices.NEWEST_FIRST + " LIMIT ?) r";
    }

    private record Sums(
            long turns, long runs, long sessions, Usage usage, long errors, long work, long first, long last) {}

    ConversationTotals totals() throws SQLException {
        var sums = sums();
        addTraces();
        return new ConversationTotals(
                sums.turns(),
                sums.runs(),
                sums.sessions(),
                sums.usage(),
                sums.errors(),
                sums.work(),
                sums.first(),
                sums.last(),
                modelShares(),
                toolShares(),
                uncounted,
                tags(),
                hasMore());
    }

    private Sums sums() throws SQLException {
        return reading.first(
                        Sql.of(
                                "SELECT count(*) FILTER (WHERE turn), count(*), count(DISTINCT session_id), sum(input_tokens),"
                                        + " sum(output_tokens), sum(cached_tokens), sum(cache_write_tokens), sum(reasoning_tokens),"
                                        + " sum(cost), coalesce(sum(unpriced_calls), 0), coalesce(sum(error_count) FILTER (WHERE turn), 0),"
                                        + " coalesce(sum(extract(epoch FROM ended - start_time) * 1000000) FILTER (WHERE turn), 0)::bigint,"
                                        + " min(start_time), greatest(max(ended), max(last_sign)) FROM (SELECT *, "
                                        + END
                                        + " AS ended, " + ConversationQueries.isTurn(column)
                                        + " AS turn FROM " + own + ") runs",
                                id,
                                most),
                        row -> new Sums(
                                row.getLong(1),
                                row.getLong(2),
                                row.getLong(3),
                                new Usage(
                                        whole(row.getBigDecimal(4)),
                                        whole(row.getBigDecimal(5)),
                                        whole(row.getBigDecimal(6)),
                                        whole(row.getBigDecimal(7)),
                                        whole(row.getBigDecimal(8)),
                                        row.getBigDecimal(9),
                                        Math.clamp(row.getLong(10), 0, Integer.MAX_VALUE)),
                                row.getLong(11),
                                Math.multiplyExact(Math.clamp(row.getLong(12), 0, Long.MAX_VALUE / 1_000), 1_000),
                                nanos(row.getObject(13, OffsetDateTime.class)),
                                nanos(row.getObject(14, OffsetDateTime.class))))
                .orElseThrow();
    }

    private boolean hasMore() throws SQLException {
        return reading.first(
                        Sql.of(
                                "SELECT 1 FROM runtree_runs WHERE " + column + " = ?" + RunSlices.NEWEST_FIRST
                                        + " OFFSET ? LIMIT 1",
                                id,
                                most),
                        row -> true)
                .isPresent();
    }

    private static long nanos(@Nullable OffsetDateTime time) {
        return time == null ? 0 : PgTime.nanos(time, 0);
    }

    private static @Nullable Long whole(@Nullable BigDecimal sum) {
        return sum == null
                ? null
                : Long.valueOf(sum.min(BigDecimal.valueOf(Long.MAX_VALUE)).longValue());
    }

    private void addTraces() throws SQLException {
        var shared = new ArrayList<String>();
        reading.each(
                Sql.of(
                        "SELECT t.trace_id, t.counted, EXISTS (SELECT 1 FROM runtree_runs o WHERE o.trace_id = t.trace_id AND o."
                                + column
                                + " IS DISTINCT FROM ?) FROM (SELECT trace_id, max(start_time) AS newest FROM " + own
                                + " GROUP BY trace_id) own JOIN agno_traces t ON t.trace_id = own.trace_id"
                                + " ORDER BY own.newest DESC",
                        id,
                        id,
                        most),
                row -> {
                    var counted = row.getString(2);
                    if (row.getBoolean(3)) {
                        shared.add(row.getString(1));
                    } else if (counted == null || !counted.startsWith(ContributionText.BEGINNING)) {
                        uncounted++;
                    } else {
                        add(contribution(counted));
                    }
                });
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        for (var traceId : shared) {
            if (System.nanoTime() < giveUp) {
                addPartOf(traceId);
            } else {
                uncounted++;
            }
        }
    }

    /** The spans of its runs alone, those of the runs beneath them included. */
    private void addPartOf(String traceId) throws SQLException {
        var turns = reading.list(
                Sql.of(
                        "SELECT span_id FROM runtree_runs r WHERE trace_id = ? AND " + column + " = ? AND "
                                + ConversationQueries.isTurn(column),
                        traceId,
                        id),
                row -> new dev.runtree.model.SpanId(traceId, row.getString(1)));
        for (var turn : turns) {
            var beneath = new TraceReader(reading).beneath(turn);
            if (beneath.isPresent() && !beneath.get().spans().isEmpty()) {
                add(Contribution.of(TraceRuns.of(beneath.get().spans())));
            }
        }
    }

    private static Contribution contribution(String text) throws SQLException {
        try {
            return ContributionText.parse(text);
        } catch (IOException e) {
            throw new SQLException("agno_traces.counted cannot be read: " + text, e);
        }
    }

    private void add(Contribution trace) {
        trace.models().forEach((key, amounts) -> {
            var name = key.model().isEmpty() ? key.kind() : key.model();
            models.merge(name, new ModelTotals(amounts), ModelTotals::plus);
        });
        trace.tools().forEach((key, amounts) -> {
            var calls = new ToolTotals(amounts).calls();
            var sum = tools.computeIfAbsent(key.tool(), tool -> new long[2]);
            sum[0] += calls;
            sum[1] += key.status().equals(SpanStatus.ERROR.word()) ? calls : 0;
        });
    }

    private List<ModelShare> modelShares() {
        return models.entrySet().stream()
                .map(model -> new ModelShare(
                        model.getKey(),
                        model.getValue().calls(),
                        model.getValue()
                                .inputTokens()
                                .add(model.getValue().outputTokens())
                                .longValue(),
                        model.getValue().cost(),
                        model.getValue().unpricedCalls()))
                .sorted(Comparator.comparing(ModelShare::cost)
                        .thenComparingLong(ModelShare::tokens)
                        .reversed()
                        .thenComparing(ModelShare::model))
                .toList();
    }

    private List<ToolShare> toolShares() {
        return tools.entrySet().stream()
                .map(tool -> new ToolShare(tool.getKey(), tool.getValue()[0], tool.getValue()[1]))
                .sorted(Comparator.comparingLong(ToolShare::calls).reversed().thenComparing(ToolShare::tool))
                .toList();
    }

    private List<String> tags() throws SQLException {
        return reading.list(
                Sql.of(
                        "SELECT tag FROM " + own + " CROSS JOIN LATERAL (SELECT unnest(r.tags) UNION SELECT t.tag"
                                + " FROM runtree_tags t WHERE t.trace_id = r.trace_id AND t.run_id = r.run_id) AS tagged(tag)"
                                + " GROUP BY tag ORDER BY count(*) DESC, tag LIMIT "
                                + MOST_TAGS,
                        id,
                        most),
                row -> row.getString(1));
    }
}
