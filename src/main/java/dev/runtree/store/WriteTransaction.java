package dev.runtree.store;

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
 * One batch in one transaction: traces locked, stored versions looked up, the heavier version of each span kept, and the runs
 * of the traces that changed made anew from all their spans.
 */
final class WriteTransaction {
    private final Connection connection;

    WriteTransaction(Connection connection) {
        this.connection = connection;
    }

    /** @return whether anything changed */
    boolean write(List<RecordedSpan> spans) throws SQLException {
        var batch = merged(spans);
        var traceIds = new HashSet<String>();
        batch.keySet().forEach(id -> traceIds.add(id.traceId()));
        TraceLocks.lock(connection, traceIds);
        var stored = StoredTraces.find(connection, traceIds);
        var skeletons = stored.skeletons();
        traceIds.forEach(traceId -> skeletons.putIfAbsent(traceId, new HashMap<>()));
        var changed = changed(batch, stored, skeletons);
        if (changed.isEmpty()) {
            return false;
        }
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
        writeRuns(skeletons, stored.traceIds());
        return true;
    }

    private static Map<SpanId, RecordedSpan> merged(List<RecordedSpan> spans) {
        var merged = HashMap.<SpanId, RecordedSpan>newHashMap(spans.size());
        for (var span : spans) {
            merged.merge(span.span().id(), SpanCleaner.clean(span), SpanMerge::heavier);
        }
        return merged;
    }

    /** The spans of the batch that are new or heavier than what is stored, a trace's spans beside each other. */
    private static List<RecordedSpan> changed(
            Map<SpanId, RecordedSpan> batch, StoredTraces stored, Map<String, Map<SpanId, Span>> skeletons)
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
                            : !oldRecorded.equals(given)
                                    && SpanMerge.heavier(oldRecorded, given).equals(given));
            if (keep) {
                changed.add(given);
            }
        }
        changed.sort(Comparator.comparing(
                        (RecordedSpan recorded) -> recorded.span().id().traceId())
                .thenComparingLong(recorded -> recorded.span().startNanos())
                .thenComparing(recorded -> recorded.span().id().spanId()));
        return changed;
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
