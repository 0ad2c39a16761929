package dev.runtree.store;

import dev.runtree.model.Span;
import dev.runtree.model.TraceRuns;
import dev.runtree.model.rollup.Contribution;
import dev.runtree.model.rollup.ModelUse;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/**
 * The uses of models in a part of an hour. Which usage counts, and for whom, follows from the whole trace, so it is read from
 * what each trace counted; a trace with too many uses to list them is derived again from its spans.
 */
final class ModelUses {
    private static final String SHORT = "last_start_time - start_time <= interval '1 hour'";
    private static final String LONG = "last_start_time - start_time > interval '1 hour'";

    private final Reading reading;

    ModelUses(Reading reading) {
        this.reading = reading;
    }

    List<ModelUse> of(Slice slice) throws SQLException {
        var uses = new ArrayList<ModelUse>();
        var unlisted = new ArrayList<String>();
        reading.each(traces(slice), row -> {
            var counted = counted(row.getString(2));
            if (!counted.isListed()) {
                unlisted.add(row.getString(1));
            }
            uses.addAll(counted.uses());
        });
        if (!unlisted.isEmpty()) {
            uses.addAll(derived(unlisted));
        }
        var since = micros(slice.since());
        var until = micros(slice.until());
        uses.removeIf(use -> use.startMicros() < since || use.startMicros() >= until);
        return uses;
    }

    private static Sql traces(Slice slice) {
        var since = slice.since().toString();
        var until = slice.until().toString();
        var select = "SELECT trace_id, counted FROM agno_traces WHERE counted IS NOT NULL AND ";
        return Sql.of(
                select + SHORT + " AND start_time >= ?::timestamptz AND start_time < ?::timestamptz"
                        + " AND last_start_time >= ?::timestamptz UNION ALL " + select + LONG
                        + " AND last_start_time >= ?::timestamptz AND start_time < ?::timestamptz",
                slice.since().minus(1, ChronoUnit.HOURS).toString(),
                until,
                since,
                since,
                until);
    }

    private static Contribution counted(String text) throws SQLException {
        try {
            return ContributionText.parse(text);
        } catch (IOException e) {
            throw new SQLException("agno_traces.counted cannot be read: " + text, e);
        }
    }

    private List<ModelUse> derived(List<String> traceIds) throws SQLException {
        var spans = new HashMap<String, List<Span>>();
        reading.each(
                Sql.of(
                        "SELECT " + SpanRows.SKELETON + " FROM runtree_spans WHERE trace_id = ANY (?)"
                                + " AND start_time >= (SELECT min(start_time) FROM agno_traces WHERE trace_id = ANY (?))"
                                + " AND start_time <= (SELECT max(last_start_time) FROM agno_traces WHERE trace_id = ANY (?))",
                        traceIds.toArray(String[]::new),
                        traceIds.toArray(String[]::new),
                        traceIds.toArray(String[]::new)),
                row -> {
                    var span = SpanRows.skeleton(row);
                    spans.computeIfAbsent(span.id().traceId(), absent -> new ArrayList<>())
                            .add(span);
                });
        return spans.values().stream()
                .flatMap(trace -> Contribution.allUses(TraceRuns.of(trace)).stream())
                .toList();
    }

    private static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }
}
