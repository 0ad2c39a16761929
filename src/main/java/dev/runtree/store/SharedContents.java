package dev.runtree.store;

import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.store.contents.SaidMemory;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Contents that have what spans say of which some go and some stay. Those that stay are written anew, with contents of their
 * own, so that nothing is left which only the others said.
 */
final class SharedContents {
    /** How many spans are written anew at once: their payloads are in memory, and those of a long loop are large. */
    private static final int MOST = 32;

    private final Connection connection;
    private final String traceId;
    private final List<Span> spans;

    SharedContents(Connection connection, KnownTrace trace) {
        this.connection = connection;
        this.traceId = trace.traceId();
        this.spans = trace.spans().tree().spans();
    }

    /**
     * Lets the spans that stay say what they say by contents of their own, so that those of before can go.
     *
     * @param going the other spans
     */
    void part(Set<SpanId> going) throws SQLException {
        if (!hide()) {
            return;
        }
        var affected = withContents();
        var staying = spans.stream()
                .filter(span -> affected.contains(span.id().spanId()) && !going.contains(span.id()))
                .sorted(Comparator.comparingLong(Span::startNanos))
                .toList();
        var memory = new SaidMemory();
        for (var from = 0; from < staying.size(); from += MOST) {
            writeAnew(staying.subList(from, Math.min(staying.size(), from + MOST)), memory);
        }
    }

    private void writeAnew(List<Span> some, SaidMemory memory) throws SQLException {
        var stored = new StoredSpans(connection);
        var recorded = new ArrayList<>(stored.recorded(some).values());
        recorded.sort(
                Comparator.comparingLong((RecordedSpan each) -> each.span().startNanos()));
        stored.delete(some);
        SpanRows.TABLE.add(connection, new LeanSpans(connection, memory).of(recorded, Set.of(traceId)));
    }

    /**
     * Nobody looks for a piece in the trace's contents any more. All of them: an earlier version of a span that goes may have
     * said something that no span says now.
     *
     * @return whether there are any
     */
    private boolean hide() throws SQLException {
        try (var statement = connection.prepareStatement(
                "UPDATE runtree_contents SET pieces = NULL, places = NULL WHERE trace_id = ?")) {
            statement.setString(1, traceId);
            return statement.executeUpdate() > 0;
        }
    }

    private Set<String> withContents() throws SQLException {
        var starts = spans.stream().mapToLong(Span::startNanos).summaryStatistics();
        try (var statement = connection.prepareStatement("SELECT span_id FROM runtree_spans WHERE trace_id = ?"
                + " AND start_time BETWEEN ?::timestamptz AND ?::timestamptz AND contents IS NOT NULL")) {
            statement.setString(1, traceId);
            statement.setString(2, PgTime.text(starts.getMin()));
            statement.setString(3, PgTime.text(starts.getMax()));
            var ids = new HashSet<String>();
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    ids.add(row.getString(1));
                }
            }
            return ids;
        }
    }
}
