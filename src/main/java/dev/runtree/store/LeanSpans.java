package dev.runtree.store;

import dev.runtree.model.RecordedSpan;
import dev.runtree.store.contents.ContentKey;
import dev.runtree.store.contents.ContentRow;
import dev.runtree.store.contents.LeanSpan;
import dev.runtree.store.contents.SaidMemory;
import dev.runtree.store.contents.TraceContents;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Takes out of spans what their traces repeat and stores that once, in the transaction that stores the spans. */
final class LeanSpans {
    private final Connection connection;
    private final SaidMemory memory;

    LeanSpans(Connection connection, SaidMemory memory) {
        this.connection = connection;
        this.memory = memory;
    }

    /**
     * The spans as they are stored, trace by trace. Their contents are stored when this returns.
     *
     * @param known traces of which something is stored; their locks are held
     */
    List<LeanSpan> of(Collection<RecordedSpan> spans, Set<String> known) throws SQLException {
        var byTrace = new LinkedHashMap<String, List<RecordedSpan>>();
        for (var recorded : spans) {
            byTrace.computeIfAbsent(recorded.span().id().traceId(), any -> new ArrayList<>())
                    .add(recorded);
        }
        var traces = new ArrayList<TraceContents>();
        byTrace.forEach((traceId, ofTrace) -> traces.add(new TraceContents(traceId, ofTrace, memory.of(traceId))));
        recall(traces, known);
        var lean = new ArrayList<LeanSpan>(spans.size());
        var contents = new ArrayList<ContentRow>();
        traces.forEach(trace -> lean.addAll(trace.lean(contents)));
        add(contents, known);
        traces.forEach(trace -> trace.remember(memory));
        return lean;
    }

    /** Asks what of that is stored which was said before; of a trace that was let go from memory, by all that it says. */
    private void recall(List<TraceContents> traces, Set<String> known) throws SQLException {
        var forgotten = new ArrayList<TraceContents>();
        var remembered = new ArrayList<TraceContents>();
        for (var trace : traces) {
            if (known.contains(trace.traceId())) {
                (trace.isForgotten() ? forgotten : remembered).add(trace);
            }
        }
        var asked = new LinkedHashSet<ContentKey>();
        remembered.forEach(trace -> asked.addAll(trace.remembered()));
        var stored = ContentRows.stored(connection, asked);
        remembered.forEach(trace -> trace.setStored(stored));
        var pieces = new HashSet<UUID>();
        var days = new HashSet<LocalDate>();
        for (var trace : forgotten) {
            pieces.addAll(trace.hashes());
            days.addAll(trace.days());
        }
        var places = ContentRows.places(
                connection, forgotten.stream().map(TraceContents::traceId).toList(), days, pieces);
        forgotten.forEach(
                trace -> places.getOrDefault(trace.traceId(), Map.of()).forEach(trace::setStored));
    }

    private void add(List<ContentRow> contents, Set<String> known) throws SQLException {
        var ofKnown = new ArrayList<ContentRow>();
        var ofNew = new ArrayList<ContentRow>();
        contents.forEach(content -> (known.contains(content.key().traceId()) ? ofKnown : ofNew).add(content));
        ContentRows.addNew(connection, ofNew);
        ContentRows.add(connection, ofKnown);
    }
}
