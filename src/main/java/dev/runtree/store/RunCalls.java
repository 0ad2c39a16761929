package dev.runtree.store;

import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Run;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import dev.runtree.model.SpanTree;
import dev.runtree.model.Trace;
import dev.runtree.model.TraceRuns;
import dev.runtree.model.TraceSpans;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what models were asked and answered in many runs: some statements for a few hundred small runs together. Long traces,
 * large payloads and those with log records are read one after the other, so that it takes some megabytes whatever they are.
 */
final class RunCalls {
    /** Traces of more spans are read alone. */
    private static final int SMALL = 300;

    /** What is stored of the calls that are read together. */
    private static final long BYTES = 4 << 20;

    private static final Comparator<Span> BY_START =
            Comparator.comparingLong(Span::startNanos).thenComparing(Span::id);

    private final Reading reading;
    private final CallTaker taker;
    private final Map<String, List<Span>> small = new HashMap<>();
    private final Map<SpanId, Long> sizes = new HashMap<>();
    private final Map<String, TraceRuns> trees = new HashMap<>();
    private final List<Told> together = new ArrayList<>();

    /** The runs of a large trace come one after the other: it is read once. */
    private @Nullable String lastAlone;

    /** {@code null} when that trace has no steps. */
    private @Nullable TraceRuns lastRuns;

    private long bytes;

    /** A run and its calls. */
    private record Told(Run run, boolean hasSteps, List<Span> calls) {}

    /** What is known of a trace without its spans. */
    private record Extent(String first, String last, int spans) {}

    RunCalls(Reading reading, CallTaker taker) {
        this.reading = reading;
        this.taker = taker;
    }

    /** Gives the runs in this order, each with its calls in the order of their starts. */
    int give(Collection<SpanId> ids) throws SQLException {
        var runs = runs(ids);
        var wanted = ids.stream().filter(runs::containsKey).distinct().toList();
        var traces = wanted.stream().map(SpanId::traceId).distinct().toArray(String[]::new);
        var extents = extents(traces);
        var alone = withLogs(traces);
        extents.forEach((trace, extent) -> {
            if (extent.spans() > SMALL) {
                alone.add(trace);
            }
        });
        readSmall(extents, alone);
        for (var id : wanted) {
            give(runs.get(id), alone.contains(id.traceId()));
        }
        flush();
        return wanted.size();
    }

    private void give(@Nullable Run run, boolean isAlone) throws SQLException {
        if (run == null) {
            return;
        }
        var spans = small.getOrDefault(run.id().traceId(), List.of());
        var told = isAlone ? alone(run) : new Told(run, !spans.isEmpty(), calls(run, spans));
        var size = told.calls().stream()
                .mapToLong(call -> sizes.getOrDefault(call.id(), 0L))
                .sum();
        if (isAlone || size > BYTES) {
            flush();
            oneByOne(told);
            return;
        }
        if (bytes + size > BYTES) {
            flush();
        }
        together.add(told);
        bytes += size;
    }

    private Map<SpanId, Run> runs(Collection<SpanId> ids) throws SQLException {
        var runs = new HashMap<SpanId, Run>();
        reading.each(
                Sql.of(
                        "SELECT " + RunRows.SHOWN + " FROM runtree_runs WHERE (trace_id, span_id) IN"
                                + " (SELECT * FROM unnest(?::text[], ?::text[]))",
                        ids.stream().map(SpanId::traceId).toArray(String[]::new),
                        ids.stream().map(SpanId::spanId).toArray(String[]::new)),
                row -> {
                    var run = RunRows.run(row);
                    runs.put(run.id(), run);
                });
        return runs;
    }

    private Map<String, Extent> extents(String[] traces) throws SQLException {
        var extents = new LinkedHashMap<String, Extent>();
        reading.each(
                Sql.of(
                        "SELECT trace_id, start_time, last_start_time, span_count FROM agno_traces WHERE trace_id ="
                                + " ANY (?)",
                        (Object) traces),
                row -> extents.put(
                        row.getString(1),
                        new Extent(
                                row.getObject(2, OffsetDateTime.class).toString(),
                                row.getObject(3, OffsetDateTime.class).toString(),
                                row.getInt(4))));
        return extents;
    }

    /** Traces of which something was said in log records. */
    private Set<String> withLogs(String[] traces) throws SQLException {
        return new HashSet<>(reading.list(
                Sql.of(
                        "SELECT of.id FROM unnest(?::text[]) AS of(id) WHERE EXISTS"
                                + " (SELECT 1 FROM runtree_log_records l WHERE l.trace_id = of.id)",
                        (Object) traces),
                row -> row.getString(1)));
    }

    private void readSmall(Map<String, Extent> extents, Set<String> alone) throws SQLException {
        var ids = new ArrayList<String>();
        var first = "";
        var last = "";
        for (var entry : extents.entrySet()) {
            if (!alone.contains(entry.getKey())) {
                ids.add(reading.literal(entry.getKey()));
                var extent = entry.getValue();
                first = first.isEmpty() || isBefore(extent.first(), first) ? extent.first() : first;
                last = last.isEmpty() || isBefore(last, extent.last()) ? extent.last() : last;
            }
        }
        if (ids.isEmpty()) {
            return;
        }
        reading.copy(
                "SELECT trace_id, " + SkeletonRows.columns(Beginnings.OF_TOOLS)
                        + ", (octet_length(attributes) + octet_length(events))::bigint FROM runtree_spans WHERE"
                        + " trace_id IN ("
                        + String.join(", ", ids) + ") AND start_time BETWEEN " + reading.literal(first) + " AND "
                        + reading.literal(last),
                rows -> {
                    var readers = new HashMap<String, SkeletonRows>();
                    while (rows.next()) {
                        var trace = rows.requiredSharedText();
                        var span = readers.computeIfAbsent(trace, id -> new SkeletonRows(id, rows))
                                .span();
                        var size = rows.bigint();
                        small.computeIfAbsent(trace, id -> new ArrayList<>()).add(span);
                        if (span.kind() == SpanKind.LLM && size != null) {
                            sizes.put(span.id(), size);
                        }
                    }
                });
    }

    private static boolean isBefore(String one, String other) {
        return OffsetDateTime.parse(one).isBefore(OffsetDateTime.parse(other));
    }

    private List<Span> calls(Run run, List<Span> spans) {
        return spans.isEmpty()
                ? List.of()
                : calls(run, trees.computeIfAbsent(run.id().traceId(), id -> {
                    var trace = new TraceSpans();
                    spans.forEach(trace::add);
                    return TraceRuns.of(trace.tree());
                }));
    }

    private static List<Span> calls(Run run, TraceRuns runs) {
        var tree = runs.tree();
        var told = tree.modelCalls();
        var calls = new ArrayList<Span>();
        for (var place = 0; place < tree.size(); place++) {
            var span = tree.span(place);
            if (told[place]
                    && span.kind() == SpanKind.LLM
                    && runs.runOf(span.id()).id().equals(run.id())) {
                calls.add(span);
            }
        }
        calls.sort(BY_START);
        return calls;
    }

    private Told alone(Run run) throws SQLException {
        var traceId = run.id().traceId();
        if (!traceId.equals(lastAlone)) {
            var spans = new TraceReader(reading, Beginnings.OF_TOOLS, Integer.MAX_VALUE, piece -> {})
                    .whole(traceId)
                    .map(Trace::spans)
                    .orElse(List.of());
            lastRuns = spans.isEmpty() ? null : TraceRuns.of(SpanTree.of(spans));
            lastAlone = traceId;
        }
        var runs = lastRuns;
        return new Told(run, runs != null, runs == null ? List.of() : calls(run, runs));
    }

    private void flush() throws SQLException {
        var calls = together.stream().flatMap(told -> told.calls().stream()).toList();
        var read = calls.isEmpty() ? Optional.of(Map.<SpanId, RecordedSpan>of()) : new CallRows(reading).read(calls);
        for (var told : together) {
            reading.check();
            if (read.isEmpty()) {
                oneByOne(told);
            } else if (taker.begins(told.run(), told.hasSteps())) {
                for (var call : told.calls()) {
                    var recorded = read.get().get(call.id());
                    if (recorded != null) {
                        taker.call(recorded);
                    }
                }
            }
        }
        together.clear();
        bytes = 0;
    }

    private void oneByOne(Told told) throws SQLException {
        if (taker.begins(told.run(), told.hasSteps()) && !told.calls().isEmpty()) {
            new WholePayloads(reading, told.run().id().traceId())
                    .each(new Trace(told.run(), List.of(told.run()), told.calls()), taker::call);
        }
    }
}
