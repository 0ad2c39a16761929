package dev.runtree.store;

import dev.runtree.model.Annotation.Score;
import dev.runtree.model.SpanId;
import dev.runtree.query.RunFilter;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Questions about what was said to and by models in many runs. */
public final class CallQueries {
    private final Database database;

    public CallQueries(Database database) {
        this.database = database;
    }

    /** A run and the session that it belongs to. */
    public record RunOfSession(SpanId run, @Nullable String session) {}

    /**
     * A judgement of a run or of one of its steps.
     *
     * @param of the run's own span, or that of the step
     */
    public record ScoreOf(SpanId of, Score score) {}

    /**
     * Gives some hundred runs in this order, with what models were asked and answered in each; runs that are gone are left out.
     * Payloads come without links and the original bytes.
     *
     * @param to is called while it is read; what it throws ends the reading
     * @return how many runs there were
     */
    public Query<Integer> calls(Collection<SpanId> runs, CallTaker to) {
        return new ReadQuery<>(database, reading -> new RunCalls(reading, to).give(runs));
    }

    /** The runs of these sessions that match a filter without words, session by session, those that began first first. */
    public Query<List<RunOfSession>> matching(RunFilter filter, Collection<String> sessions) {
        return new ReadQuery<>(
                database,
                reading -> reading.list(
                        Sql.of("SELECT trace_id, span_id, session_id FROM runtree_runs WHERE ")
                                .plus(RunQueries.split(filter).whole())
                                .and("session_id = ANY (?)", (Object) sessions.toArray(String[]::new))
                                .plus(" ORDER BY session_id, start_time, start_nanos, trace_id, span_id"),
                        row -> new RunOfSession(new SpanId(row.getString(1), row.getString(2)), row.getString(3))));
    }

    /** What people and programs judged of runs and of their steps, by run. */
    public Query<Map<SpanId, List<ScoreOf>>> scores(Collection<SpanId> runs) {
        return new ReadQuery<>(database, reading -> {
            var byId = new HashMap<String, SpanId>();
            runs.forEach(run -> byId.put(run.runId(), run));
            var scores = new HashMap<SpanId, List<ScoreOf>>();
            reading.each(
                    Sql.of(
                            "SELECT trace_id, span_id, run_id, name, value, label, comment, author, updated_at"
                                    + " FROM runtree_scores WHERE trace_id = ANY (?) ORDER BY trace_id, span_id, name",
                            (Object) runs.stream()
                                    .map(SpanId::traceId)
                                    .distinct()
                                    .toArray(String[]::new)),
                    row -> {
                        var run = byId.get(row.getString(3));
                        if (run != null) {
                            var at = row.getObject(9, OffsetDateTime.class);
                            var score = new Score(
                                    row.getString(4),
                                    row.getBigDecimal(5),
                                    row.getString(6),
                                    row.getString(7),
                                    row.getString(8),
                                    at == null ? Instant.EPOCH : at.toInstant());
                            scores.computeIfAbsent(run, id -> new ArrayList<>())
                                    .add(new ScoreOf(new SpanId(row.getString(1), row.getString(2)), score));
                        }
                    });
            return scores;
        });
    }
}
