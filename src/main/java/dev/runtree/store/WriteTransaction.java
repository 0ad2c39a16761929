package dev.runtree.store;

import dev.runtree.model.LogJoin;
import dev.runtree.model.LogRecord;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanMerge;
import dev.runtree.store.contents.SaidMemory;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One batch in one transaction: traces locked, log records added, stored versions looked up, the heavier version of each span
 * kept and joined with its log records, and the runs of the traces that changed made anew from all their spans.
 */
final class WriteTransaction {
    /** A trace's spans beside each other. */
    private static final Comparator<RecordedSpan> TOGETHER = Comparator.comparing(
                    (RecordedSpan recorded) -> recorded.span().id().traceId())
            .thenComparingLong(recorded -> recorded.span().startNanos())
            .thenComparing(recorded -> recorded.span().id().spanId());

    private final Connection connection;
    private final LogJoin join;
    private final TraceMemory memory;
    private final SaidMemory said;
    private final boolean isCareful;
    private Map<String, KnownTrace> traces = Map.of();

    /**
     * @param memory what it finds there it need not read
     * @param said what traces said before
     * @param isCareful whether to trust nothing that is remembered and to reckon with rows that should not be there, as after
     *     an attempt that met one
     */
    WriteTransaction(Connection connection, LogJoin join, TraceMemory memory, SaidMemory said, boolean isCareful) {
        this.connection = connection;
        this.join = join;
        this.memory = memory;
        this.said = said;
        this.isCareful = isCareful;
    }

    /** @return whether a span or run changed */
    boolean write(List<RecordedSpan> spans, List<LogRecord> logs) throws SQLException {
        var batch = merged(spans);
        var rows = LogRows.of(logs, join);
        var traceIds = new HashSet<String>();
        batch.keySet().forEach(id -> traceIds.add(id.traceId()));
        var isCopied = lock(traceIds, rows);
        var told = LogRows.add(connection, rows);
        told.forEach(id -> traceIds.add(id.traceId()));
        if (traceIds.isEmpty()) {
            return false;
        }
        traces =
                isCareful ? StoredTraces.search(connection, traceIds) : StoredTraces.find(connection, memory, traceIds);
        for (var id : told) {
            trace(id).setTold();
        }
        var words = SpanWords.of(connection, mayHaveWords(batch.keySet(), told), join);
        var changed = new SpanChanges(new StoredSpans(connection), traces, words).of(batch, told);
        if (!changed.isEmpty()) {
            writeSpans(changed);
            var touched = put(changed);
            if (isCopied) {
                SendNotes.add(
                        connection, touched.stream().map(KnownTrace::traceId).toList());
            }
            new RunWriting(connection, isCareful).write(RemovedSteps.leaveOut(connection, touched));
        }
        markTold(told, changed);
        return !changed.isEmpty();
    }

    /** Keeps what the transaction knows of its traces, which has been committed. */
    void remember() {
        memory.keep(traces.values());
    }

    /** A span and what tells of it wait for one another; records that tell nothing wait for nobody. */
    private boolean lock(Set<String> ofSpans, Set<LogRows.Row> rows) throws SQLException {
        var traceIds = new HashSet<>(ofSpans);
        for (var row : rows) {
            if (row.tells()) {
                traceIds.add(row.log().span().traceId());
            }
        }
        return !traceIds.isEmpty() && TraceLocks.lock(connection, traceIds);
    }

    private static Map<SpanId, RecordedSpan> merged(List<RecordedSpan> spans) {
        var merged = HashMap.<SpanId, RecordedSpan>newHashMap(spans.size());
        for (var span : spans) {
            merged.merge(span.span().id(), SpanCleaner.clean(span), SpanMerge::heavier);
        }
        return merged;
    }

    private KnownTrace trace(SpanId ofSpan) {
        return Objects.requireNonNull(traces.get(ofSpan.traceId()));
    }

    /** The spans of this batch that may have log records. */
    private Set<SpanId> mayHaveWords(Set<SpanId> batch, Set<SpanId> told) {
        var result = new HashSet<>(told);
        for (var id : batch) {
            if (trace(id).isTold()) {
                result.add(id);
            }
        }
        return result;
    }

    private void writeSpans(List<RecordedSpan> changed) throws SQLException {
        var replaced = new ArrayList<Span>();
        for (var recorded : changed) {
            var old =
                    trace(recorded.span().id()).spans().get(recorded.span().id().spanId());
            if (old != null) {
                replaced.add(old);
            }
        }
        new StoredSpans(connection).delete(replaced);
        changed.sort(TOGETHER);
        SpanRows.TABLE.add(connection, new LeanSpans(connection, said).of(changed, stored()));
    }

    private Set<String> stored() {
        return traces.values().stream()
                .filter(trace -> isCareful || trace.isStored())
                .map(KnownTrace::traceId)
                .collect(Collectors.toSet());
    }

    /** @return the traces that these spans change, in the order of their ids */
    private Collection<KnownTrace> put(List<RecordedSpan> changed) {
        var touched = new TreeMap<String, KnownTrace>();
        for (var recorded : changed) {
            var trace = trace(recorded.span().id());
            trace.spans().put(recorded.span());
            touched.put(trace.traceId(), trace);
        }
        return touched.values();
    }

    /** A trace that log records begin to tell of gets another revision, for others may remember that none do. */
    private void markTold(Set<SpanId> told, List<RecordedSpan> changed) throws SQLException {
        var others = new TreeMap<String, KnownTrace>();
        for (var id : told) {
            if (trace(id).isStored()) {
                others.put(id.traceId(), trace(id));
            }
        }
        changed.forEach(recorded -> others.remove(recorded.span().id().traceId()));
        TraceRows.renew(connection, others.values());
    }
}
