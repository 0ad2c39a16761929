package dev.runtree.store;

import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.TraceRuns.DerivedRun;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;

/** Derives the runs of traces from all their spans, and writes what differs from what is stored. */
final class RunWriting {
    private final Connection connection;
    private final boolean isCareful;

    /** @param isCareful whether to reckon with rows that nobody knows of */
    RunWriting(Connection connection, boolean isCareful) {
        this.connection = connection;
        this.isCareful = isCareful;
    }

    /** @param touched traces with spans that changed, in the order of their ids */
    void write(Collection<KnownTrace> touched) throws SQLException {
        var traces = touched.stream().map(DerivedTrace::new).toList();
        fillIn(traces);
        touched.forEach(KnownTrace::renew);
        writeTraces(traces);
        writeRuns(traces);
        lease(traces);
        for (var trace : traces) {
            trace.trace().setWritten(trace.runs(), trace.quoted());
        }
    }

    /** A run may show what was asked and answered in spans that came long ago. */
    private void fillIn(List<DerivedTrace> traces) throws SQLException {
        var without = new ArrayList<Span>();
        traces.forEach(trace -> without.addAll(trace.spansWithoutTexts()));
        if (!without.isEmpty()) {
            var texts = new StoredSpans(connection).texts(without);
            traces.forEach(trace -> trace.fillIn(texts));
        }
    }

    private void writeTraces(List<DerivedTrace> traces) throws SQLException {
        var added = new ArrayList<DerivedTrace>();
        var changed = new ArrayList<DerivedTrace>();
        for (var trace : traces) {
            (isCareful || trace.trace().isStored() ? changed : added).add(trace);
        }
        TraceRows.TABLE.add(connection, added);
        TraceRows.TABLE.insert(connection, changed, TraceRows.REPLACE);
    }

    private void writeRuns(List<DerivedTrace> traces) throws SQLException {
        var added = new ArrayList<DerivedRun>();
        var changed = new ArrayList<DerivedRun>();
        var gone = new ArrayList<SpanId>();
        for (var derived : traces) {
            var trace = derived.trace();
            var spanIds = new HashSet<String>();
            for (var run : derived.runs()) {
                var spanId = run.run().id().spanId();
                spanIds.add(spanId);
                if (!trace.hasRun(run)) {
                    (isCareful || trace.hasRun(spanId) ? changed : added).add(run);
                }
            }
            for (var spanId : trace.runsBeside(spanIds)) {
                gone.add(new SpanId(trace.traceId(), spanId));
            }
        }
        delete(gone);
        RunRows.TABLE.add(connection, added);
        RunRows.TABLE.insert(connection, changed, RunRows.REPLACE);
    }

    private void delete(List<SpanId> runs) throws SQLException {
        if (runs.isEmpty()) {
            return;
        }
        try (var statement = connection.prepareStatement("DELETE FROM runtree_runs"
                + " WHERE (trace_id, span_id) IN (SELECT * FROM unnest(?::text[], ?::text[]))")) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "text", runs.stream().map(SpanId::traceId).toArray()));
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "text", runs.stream().map(SpanId::spanId).toArray()));
            statement.executeUpdate();
        }
    }

    private void lease(List<DerivedTrace> traces) throws SQLException {
        var leased = traces.stream()
                .filter(DerivedTrace::isLeased)
                .map(trace -> trace.trace().traceId())
                .toList();
        Leases.renew(connection, leased, Leases.SECONDS);
    }
}
