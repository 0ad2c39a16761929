package dev.runtree.store;

import dev.runtree.model.RecordedSpan;
import dev.runtree.store.contents.ContentRow;
import dev.runtree.store.contents.LeanSpan;
import dev.runtree.store.contents.SaidMemory;
import dev.runtree.store.contents.TraceContents;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

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
        var contents = new LinkedHashSet<ContentRow>();
        traces.forEach(trace -> lean.addAll(trace.lean(contents)));
        add(contents, known);
        traces.forEach(trace -> trace.remember(memory));
        return lean;
    }

    /** Of a trace that was let go from memory, what is stored was said before. */
    private void recall(List<TraceContents> traces, Set<String> known) throws SQLException {
        var forgotten = traces.stream()
                .filter(trace -> known.contains(trace.traceId()) && trace.isForgotten())
                .toList();
        var asked = new LinkedHashSet<ContentRows.Key>();
        for (var trace : forgotten) {
            for (var day : trace.days()) {
                trace.hashes().forEach(hash -> asked.add(new ContentRows.Key(trace.traceId(), hash, day)));
            }
        }
        var stored = ContentRows.stored(connection, asked);
        forgotten.forEach(trace -> trace.setKnown(stored.stream()
                .filter(key -> key.traceId().equals(trace.traceId()))
                .map(ContentRows.Key::hash)
                .toList()));
    }

    private void add(Set<ContentRow> contents, Set<String> known) throws SQLException {
        var ofKnown = new ArrayList<ContentRow>();
        var ofNew = new ArrayList<ContentRow>();
        contents.forEach(content -> (known.contains(content.traceId()) ? ofKnown : ofNew).add(content));
        ContentRows.addNew(connection, ofNew);
        var stored = ContentRows.stored(
                connection, ofKnown.stream().map(ContentRows.Key::of).toList());
        ofKnown.removeIf(content -> stored.contains(ContentRows.Key.of(content)));
        ContentRows.add(connection, ofKnown);
    }
}
