package dev.runtree.store;

import dev.runtree.model.LogJoin;
import dev.runtree.model.LogRecord;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanMerge;
import dev.runtree.model.SpanTree;
import dev.runtree.model.TraceRuns;
import dev.runtree.model.TraceRuns.DerivedRun;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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

    WriteTransaction(Connection connection, LogJoin join) {
        this.connection = connection;
        this.join = join;
    }

    /** @return whether a span or run changed */
    boolean write(List<RecordedSpan> spans, List<LogRecord> logs) throws SQLException {
        var batch = merged(spans);
        var rows = LogRows.of(logs, join);
        var traceIds = new HashSet<String>();
        batch.keySet().forEach(id -> traceIds.add(id.traceId()));
        lock(traceIds, rows);
        var told = LogRows.add(connection, rows);
        told.forEach(id -> traceIds.add(id.traceId()));
        if (traceIds.isEmpty()) {
            return false;
        }
        var stored = StoredTraces.find(connection, traceIds);
        var skeletons = stored.skeletons();
        traceIds.forEach(traceId -> skeletons.putIfAbsent(traceId, new HashMap<>()));
        var words = SpanWords.of(connection, mayHaveWords(batch.keySet(), told, stored), join);
        var changed = changed(batch, stored, skeletons, words);
        changed.addAll(retold(told, changed, stored, skeletons, words));
        if (changed.isEmpty()) {
            return false;
        }
        changed.sort(TOGETHER);
        stored.delete(replaced(changed, skeletons));
        SpanRows.TABLE.add(connection, changed);
        var touched = new HashSet<String>();
        for (var recorded : changed) {
            touched.add(recorded.span().id().traceId());
            skeletons
                    .getOrDefault(recorded.span().id().traceId(), Map.of())
                    .put(recorded.span().id(), recorded.span());
        }
        skeletons.keySet().retainAll(touched);
        RemovedSteps.leaveOut(connection, stored.stepsRemoved(), skeletons);
        writeRuns(skeletons, stored.traceIds());
        return true;
    }

    /** A span and what tells of it wait for one another; records that tell nothing wait for nobody. */
    private void lock(Set<String> ofSpans, Set<LogRows.Row> rows) throws SQLException {
        var traceIds = new HashSet<>(ofSpans);
        for (var row : rows) {
            if (row.tells()) {
                traceIds.add(row.log().span().traceId());
            }
        }
        if (!traceIds.isEmpty()) {
            TraceLocks.lock(connection, traceIds);
        }
    }

    /** The spans of this batch that may have log records. */
    private static Set<SpanId> mayHaveWords(Set<SpanId> batch, Set<SpanId> told, StoredTraces stored) {
        var result = new HashSet<>(told);
        for (var id : batch) {
            if (stored.isTold(id.traceId())) {
                result.add(id);
            }
        }
        return result;
    }

    private static Map<SpanId, RecordedSpan> merged(List<RecordedSpan> spans) {
        var merged = HashMap.<SpanId, RecordedSpan>newHashMap(spans.size());
        for (var span : spans) {
            merged.merge(span.span().id(), SpanCleaner.clean(span), SpanMerge::heavier);
        }
        return merged;
    }

    /** The spans of the batch that are new or heavier than what is stored, with what log records tell of them. */
    private static List<RecordedSpan> changed(
            Map<SpanId, RecordedSpan> batch,
            StoredTraces stored,
            Map<String, Map<SpanId, Span>> skeletons,
            SpanWords words)
            throws SQLException {
        var doubtful = new ArrayList<Span>();
        for (var given : batch.values()) {
            var old = old(given.span().id(), skeletons);
            if (old != null && SpanMerge.compareStanding(given.span(), old) == 0) {
                doubtful.add(old);
            }
        }
        var oldPayloads = stored.recorded(doubtful);
        var changed = new ArrayList<RecordedSpan>();
        for (var given : batch.values()) {
            var id = given.span().id();
            var old = old(id, skeletons);
            var oldRecorded = oldPayloads.get(id);
            var keep = old == null
                    || (oldRecorded == null
                            ? SpanMerge.compareStanding(given.span(), old) > 0
                            : isHeavier(given, words.alone(oldRecorded)));
            if (keep) {
                changed.add(words.joined(given));
            }
        }
        return changed;
    }

    private static boolean isHeavier(RecordedSpan given, RecordedSpan old) {
        return !old.equals(given) && SpanMerge.heavier(old, given).equals(given);
    }

    /** The stored spans that new log records change. */
    private static List<RecordedSpan> retold(
            Set<SpanId> told,
            List<RecordedSpan> changed,
            StoredTraces stored,
            Map<String, Map<SpanId, Span>> skeletons,
            SpanWords words)
            throws SQLException {
        var known = new HashSet<SpanId>();
        changed.forEach(recorded -> known.add(recorded.span().id()));
        var others = new ArrayList<Span>();
        for (var id : told) {
            var old = old(id, skeletons);
            if (old != null && !known.contains(id)) {
                others.add(old);
            }
        }
        var result = new ArrayList<RecordedSpan>();
        for (var old : stored.recorded(others).values()) {
            var joined = words.joined(old);
            if (!joined.equals(old)) {
                result.add(joined);
            }
        }
        return result;
    }

    private static @Nullable Span old(SpanId id, Map<String, Map<SpanId, Span>> skeletons) {
        return skeletons.getOrDefault(id.traceId(), Map.of()).get(id);
    }

    private static List<Span> replaced(List<RecordedSpan> changed, Map<String, Map<SpanId, Span>> skeletons) {
        var replaced = new ArrayList<Span>();
        for (var recorded : changed) {
            var old = old(recorded.span().id(), skeletons);
            if (old != null) {
                replaced.add(old);
            }
        }
        return replaced;
    }

    private void writeRuns(Map<String, Map<SpanId, Span>> traces, Set<String> known) throws SQLException {
        var rows = new ArrayList<TraceRows.Row>();
        var runs = new ArrayList<DerivedRun>();
        for (var traceId : traces.keySet().stream().sorted().toList()) {
            var tree = SpanTree.of(traces.getOrDefault(traceId, Map.of()).values());
            var derived = TraceRuns.of(tree);
            rows.add(new TraceRows.Row(tree, derived));
            runs.addAll(derived.runs());
        }
        TraceRows.TABLE.insert(connection, rows, TraceRows.REPLACE);
        var before = new HashSet<>(known);
        before.retainAll(traces.keySet());
        deleteRunsThatAreNoMore(before, runs);
        RunRows.TABLE.insert(connection, runs, RunRows.REPLACE);
        lease(rows);
    }

    private void deleteRunsThatAreNoMore(Collection<String> traceIds, List<DerivedRun> runs) throws SQLException {
        if (traceIds.isEmpty()) {
            return;
        }
        try (var statement = connection.prepareStatement(
                "DELETE FROM runtree_runs WHERE trace_id = ANY (?) AND NOT run_id = ANY (?)")) {
            statement.setArray(1, connection.createArrayOf("text", traceIds.toArray()));
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "text",
                            runs.stream().map(derived -> derived.run().runId()).toArray()));
            statement.executeUpdate();
        }
    }

    private void lease(List<TraceRows.Row> rows) throws SQLException {
        var leased = rows.stream()
                .filter(TraceRows.Row::leased)
                .map(row -> row.top().id().traceId())
                .toList();
        if (!leased.isEmpty()) {
            renewLeases(leased, TraceRows.LEASE_SECONDS);
        }
    }

    void renewLeases(Collection<String> traceIds, double seconds) throws SQLException {
        var ids = connection.createArrayOf("text", traceIds.toArray());
        try (var traces = connection.prepareStatement(TraceRows.LEASE);
                var runs = connection.prepareStatement(TraceRows.LEASE_RUNS)) {
            traces.setDouble(1, seconds);
            traces.setArray(2, ids);
            traces.executeUpdate();
            runs.setArray(1, ids);
            runs.executeUpdate();
        }
    }
}
