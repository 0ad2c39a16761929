package dev.runtree.store;

import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Run;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanTree;
import dev.runtree.model.Trace;
import dev.runtree.model.TraceRuns;
import dev.runtree.model.TraceSpans;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads a trace, or the part of it beneath a run, in tree order. */
final class TraceReader {
    private static final String OF_TRACE =
            "trace_id = ? AND start_time >= ?::timestamptz" + " AND start_time <= ?::timestamptz";

    /** Enough for a window; every further piece is twice as large. */
    private static final int FIRST_PIECE = 256;

    private static final int LARGEST_PIECE = 16_384;

    /** From so many spans on, rows are taken in the order in which they lie on disk, and no more by their ids. */
    private static final int LARGE = 2_000;

    private final Reading reading;
    private final Beginnings beginnings;
    private final int most;
    private final Consumer<List<Span>> pieces;

    TraceReader(Reading reading) {
        this(reading, Beginnings.OF_ALL, Integer.MAX_VALUE, piece -> {});
    }

    /**
     * @param most so many spans of the trace are read, those that began first
     * @param pieces is given the spans of the trace as they come, in no order, each once
     */
    TraceReader(Reading reading, Beginnings beginnings, int most, Consumer<List<Span>> pieces) {
        this.reading = reading;
        this.beginnings = beginnings;
        this.most = most;
        this.pieces = pieces;
    }

    /**
     * What is known of a trace without its spans.
     *
     * @param first with {@code last} the days that it touches: without them every partition would be asked
     */
    private record Extent(
            String first,
            String last,
            int spans,
            @Nullable Instant stepsRemovedAt,
            @Nullable Instant dayRemovedAt) {}

    Optional<Trace> whole(String traceId) throws SQLException {
        var runs = runs(traceId);
        var top = runs.stream().filter(run -> run.parentRunId() == null).findFirst();
        if (top.isEmpty()) {
            return Optional.empty();
        }
        var extent = extent(traceId);
        var tree = tree(traceId, extent);
        return Optional.of(new Trace(top.get(), runs, tree.spans(), stepsRemovedAt(extent, tree)));
    }

    Optional<Trace> beneath(SpanId id) throws SQLException {
        var runs = runs(id.traceId());
        var asked = runs.stream().filter(run -> run.id().equals(id)).findFirst();
        if (asked.isEmpty()) {
            return Optional.empty();
        }
        var extent = extent(id.traceId());
        var tree = tree(id.traceId(), extent);
        return Optional.of(new Trace(
                asked.get(),
                runsBeneath(asked.get(), runs),
                tree.size() == 0 ? List.of() : TraceRuns.spansBeneath(tree, id),
                stepsRemovedAt(extent, tree)));
    }

    Optional<RecordedSpan> payload(SpanId id) throws SQLException {
        var extent = extent(id.traceId());
        if (extent.isEmpty()) {
            return Optional.empty();
        }
        var logs = new SpanLogReader(reading, id.traceId()).of(id.spanId());
        return reading.first(
                        Sql.of(
                                "SELECT " + SpanRows.SKELETON + ", " + SpanRows.PAYLOAD + " FROM agno_spans WHERE "
                                        + OF_TRACE + " AND span_id = ?",
                                id.traceId(),
                                extent.get().first(),
                                extent.get().last(),
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
        var traceId = trace.run().id().traceId();
        var extent = extent(traceId);
        if (trace.spans().isEmpty() || extent.isEmpty()) {
            return List.of();
        }
        var byId = HashMap.<SpanId, RecordedSpan>newHashMap(trace.spans().size());
        var read = new RecordedRows(reading)
                .read(Sql.of(
                        OF_TRACE + " AND span_id = ANY (?)",
                        traceId,
                        extent.get().first(),
                        extent.get().last(),
                        trace.spans().stream().map(span -> span.id().spanId()).toArray(String[]::new)));
        read.forEach(recorded -> byId.put(recorded.span().id(), recorded));
        var ordered = new ArrayList<RecordedSpan>();
        for (var span : trace.spans()) {
            var recorded = byId.get(span.id());
            if (recorded != null) {
                ordered.add(recorded);
            }
        }
        return ordered;
    }

    /** @param tree what is there: when nothing is, the day tells */
    private static @Nullable Instant stepsRemovedAt(Optional<Extent> extent, SpanTree tree) {
        if (extent.isEmpty()) {
            return null;
        }
        var marked = extent.get().stepsRemovedAt();
        return marked == null && tree.size() == 0 ? extent.get().dayRemovedAt() : marked;
    }

    private List<Run> runs(String traceId) throws SQLException {
        var runs = reading.list(
                Sql.of("SELECT " + RunRows.SHOWN + " FROM runtree_runs WHERE trace_id = ?", traceId), RunRows::run);
        runs.sort(Comparator.comparingLong(Run::startNanos).thenComparing(Run::id));
        return runs;
    }

    /** The tree grows while the server still sends: it takes longer to send a span than we to find where it belongs. */
    private SpanTree tree(String traceId, Optional<Extent> extent) throws SQLException {
        var spans = new TraceSpans();
        if (extent.isPresent()) {
            if (extent.get().spans() >= LARGE) {
                reading.set("enable_indexscan", "off");
            }
            reading.copy(skeletons(traceId, extent.get()), rows -> {
                var read = new SkeletonRows(traceId, rows);
                var piece = new ArrayList<Span>(FIRST_PIECE);
                var size = FIRST_PIECE;
                while (rows.next()) {
                    var span = read.span();
                    spans.add(span);
                    piece.add(span);
                    if (piece.size() == size) {
                        give(piece);
                        piece.clear();
                        size = Math.min(2 * size, LARGEST_PIECE);
                    }
                }
                give(piece);
            });
        }
        return spans.tree();
    }

    private void give(List<Span> piece) {
        reading.check();
        if (!piece.isEmpty()) {
            pieces.accept(List.copyOf(piece));
        }
    }

    private String skeletons(String traceId, Extent extent) throws SQLException {
        return "SELECT " + SkeletonRows.columns(beginnings) + " FROM runtree_spans WHERE trace_id = "
                + reading.literal(traceId)
                + " AND start_time >= " + reading.literal(extent.first())
                + " AND start_time <= " + reading.literal(extent.last())
                + (extent.spans() > most ? " ORDER BY start_time, start_nanos, span_id LIMIT " + most : "");
    }

    private Optional<Extent> extent(String traceId) throws SQLException {
        return reading.first(
                Sql.of(
                        "SELECT start_time, last_start_time, span_count, steps_removed_at, gone.removed_at FROM"
                                + " agno_traces t"
                                + RemovedSteps.JOIN_DAYS + " WHERE trace_id = ?",
                        traceId),
                row -> new Extent(
                        row.getObject(1, OffsetDateTime.class).toString(),
                        row.getObject(2, OffsetDateTime.class).toString(),
                        row.getInt(3),
                        instant(row.getObject(4, OffsetDateTime.class)),
                        instant(row.getObject(5, OffsetDateTime.class))));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
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
