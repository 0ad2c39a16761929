package dev.runtree.store;

import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Run;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanTree;
import dev.runtree.model.Trace;
import dev.runtree.model.TraceRuns;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a trace, or the part of it beneath a run, in tree order. */
final class TraceReader {
    /** The days that a trace touches: without them every partition would be asked. */
    private static final String OF_TRACE = " FROM agno_spans WHERE trace_id = ?"
            + " AND start_time >= (SELECT start_time FROM agno_traces WHERE trace_id = ?)"
            + " AND start_time <= (SELECT last_start_time FROM agno_traces WHERE trace_id = ?)";

    private final Reading reading;

    TraceReader(Reading reading) {
        this.reading = reading;
    }

    Optional<Trace> whole(String traceId) throws SQLException {
        var runs = runs(traceId);
        var top = runs.stream().filter(run -> run.parentRunId() == null).findFirst();
        if (top.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Trace(top.get(), runs, tree(traceId).spans(), stepsRemovedAt(traceId)));
    }

    Optional<Trace> beneath(SpanId id) throws SQLException {
        var runs = runs(id.traceId());
        var asked = runs.stream().filter(run -> run.id().equals(id)).findFirst();
        if (asked.isEmpty()) {
            return Optional.empty();
        }
        var tree = tree(id.traceId());
        return Optional.of(new Trace(
                asked.get(),
                runsBeneath(asked.get(), runs),
                tree.size() == 0 ? List.of() : TraceRuns.of(tree).spansBeneath(id),
                stepsRemovedAt(id.traceId())));
    }

    Optional<RecordedSpan> payload(SpanId id) throws SQLException {
        var logs = new SpanLogReader(reading, id.traceId()).of(id.spanId());
        return reading.first(
                        Sql.of(
                                "SELECT " + SpanRows.SKELETON + ", " + SpanRows.PAYLOAD + OF_TRACE + " AND span_id = ?",
                                id.traceId(),
                                id.traceId(),
                                id.traceId(),
                                id.spanId()),
                        SpanRows::recorded)
                .map(logs::with);
    }

    /** In the order of the trace's spans; one that has gone meanwhile is left out. */
    List<RecordedSpan> payloads(Trace trace) throws SQLException {
        var spanIds = trace.spans().stream().map(span -> span.id().spanId()).toArray(String[]::new);
        var logs = new SpanLogReader(reading, trace.run().id().traceId()).of(spanIds);
        return sent(trace).stream().map(logs::with).toList();
    }

    /** As {@link #payloads}, without log records. */
    List<RecordedSpan> sent(Trace trace) throws SQLException {
        if (trace.spans().isEmpty()) {
            return List.of();
        }
        var traceId = trace.run().id().traceId();
        var byId = HashMap.<SpanId, RecordedSpan>newHashMap(trace.spans().size());
        reading.each(
                Sql.of(
                        "SELECT " + SpanRows.SKELETON + ", " + SpanRows.PAYLOAD + OF_TRACE + " AND span_id = ANY (?)",
                        traceId,
                        traceId,
                        traceId,
                        trace.spans().stream().map(span -> span.id().spanId()).toArray(String[]::new)),
                row -> {
                    var recorded = SpanRows.recorded(row);
                    byId.put(recorded.span().id(), recorded);
                });
        var ordered = new ArrayList<RecordedSpan>();
        for (var span : trace.spans()) {
            var recorded = byId.get(span.id());
            if (recorded != null) {
                ordered.add(recorded);
            }
        }
        return ordered;
    }

    private @Nullable Instant stepsRemovedAt(String traceId) throws SQLException {
        return reading.first(
                        Sql.of(
                                "SELECT steps_removed_at FROM agno_traces WHERE trace_id = ? AND steps_removed_at IS NOT NULL",
                                traceId),
                        row -> row.getObject(1, OffsetDateTime.class).toInstant())
                .orElse(null);
    }

    private List<Run> runs(String traceId) throws SQLException {
        var runs = reading.list(
                Sql.of("SELECT " + RunRows.COLUMNS + " FROM runtree_runs WHERE trace_id = ?", traceId), RunRows::run);
        runs.sort(Comparator.comparingLong(Run::startNanos).thenComparing(Run::id));
        return runs;
    }

    private SpanTree tree(String traceId) throws SQLException {
        return SpanTree.of(reading.list(
                Sql.of("SELECT " + SpanRows.SKELETON + OF_TRACE, traceId, traceId, traceId), SpanRows::skeleton));
    }

    private static List<Run> runsBeneath(Run top, List<Run> runs) {
        var byParent = new HashMap<String, List<Run>>();
        for (var run : runs) {
            if (run.parentRunId() != null) {
                byParent.computeIfAbsent(run.parentRunId(), parent -> new ArrayList<>())
                        .add(run);
            }
        }
        var found = new HashSet<Run>();
        var todo = new ArrayList<>(List.of(top));
        while (!todo.isEmpty()) {
            var run = todo.removeLast();
            if (found.add(run)) {
                todo.addAll(byParent.getOrDefault(run.runId(), List.of()));
            }
        }
        return runs.stream().filter(found::contains).toList();
    }
}
