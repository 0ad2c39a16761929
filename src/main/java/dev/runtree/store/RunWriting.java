package dev.runtree.store;

import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.TraceRuns.DerivedRun;
import dev.runtree.model.rollup.Contribution;
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

    /**
     * Writes what follows from the spans of whole traces: their rows, their runs, and what they add to the roll-ups, and says
     * that the embedded ones among them are alive. The last thing in a transaction, see {@link RollUps#write}.
     *
     * @param touched traces with spans that changed, in the order of their ids
     */
    void write(Collection<KnownTrace> touched) throws SQLException {
        write(touched, this::lease);
    }

    /** As {@link #write}, of traces with which nothing has happened: their runs are alive for as long as they were. */
    void writeAnew(Collection<KnownTrace> traces) throws SQLException {
        write(
                traces,
                derived -> Leases.giveRuns(
                        connection,
                        derived.stream().map(trace -> trace.trace().traceId()).toList()));
    }

    private interface Leasing {
        void lease(List<DerivedTrace> traces) throws SQLException;
    }

    private void write(Collection<KnownTrace> touched, Leasing leasing) throws SQLException {
        var traces = touched.stream().map(DerivedTrace::new).toList();
        fillIn(traces);
        touched.forEach(KnownTrace::renew);
        var rollUps = count(traces);
        writeTraces(traces);
        writeRuns(traces);
        leasing.lease(traces);
        for (var trace : traces) {
            trace.trace().setWritten(trace.runs(), trace.quoted());
        }
        rollUps.write(connection);
    }

    private static RollUps count(List<DerivedTrace> traces) {
        var rollUps = new RollUps();
        for (var derived : traces) {
            var trace = derived.trace();
            var counted = Contribution.of(derived.derived());
            rollUps.change(trace.counted(), counted);
            trace.setCounted(ContributionText.print(counted));
        }
        return rollUps;
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
        followRuns(traces, gone);
    }

    /** What was said of the steps of a run that is another one now, which a late parent may bring about, goes along. */
    private void followRuns(List<DerivedTrace> traces, List<SpanId> gone) throws SQLException {
        if (gone.isEmpty()) {
            return;
        }
        var annotations = new AnnotationRows(connection, null);
        for (var subject : annotations.ofRuns(gone)) {
            for (var trace : traces) {
                if (trace.trace().traceId().equals(subject.span().traceId())) {
                    annotations.move(
                            subject, trace.derived().runOf(subject.span()).id());
                }
            }
        }
    }

    private void delete(List<SpanId> runs) throws SQLException {
        if (runs.isEmpty()) {
            return;
        }
        try (var statement = connection.prepareStatement("DELETE FROM runtree_runs"
                + " WHERE (trace_id, span_id) IN (SELECT * FROM unnest(?::text[], ?::text[]))")) {
            SpanKeys.set(statement, 1, runs);
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
