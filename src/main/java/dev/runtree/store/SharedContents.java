package dev.runtree.store;

import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.store.contents.SaidMemory;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
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

    private static final String OF_TRACE = " trace_id = ? AND start_time BETWEEN ?::timestamptz AND ?::timestamptz";

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
        var contents = all();
        if (contents.length == 0) {
            return;
        }
        hide(contents);
        var affected = saying(contents);
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

    /** Of the whole trace: an earlier version of a span that goes may have said something that no span says now. */
    private Object[] all() throws SQLException {
        try (var statement = connection.prepareStatement(
                "SELECT array_agg(DISTINCT hash) FROM runtree_contents WHERE trace_id = ?")) {
            statement.setString(1, traceId);
            try (var row = statement.executeQuery()) {
                return row.next() && row.getArray(1) != null
                        ? (Object[]) row.getArray(1).getArray()
                        : new Object[0];
            }
        }
    }

    /** Nobody looks for a piece in them any more. */
    private void hide(Object[] contents) throws SQLException {
        try (var statement = connection.prepareStatement(
                "UPDATE runtree_contents SET pieces = NULL, places = NULL WHERE trace_id = ? AND hash = ANY (?)")) {
            statement.setString(1, traceId);
            statement.setArray(2, uuids(contents));
            statement.executeUpdate();
        }
    }

    private Set<String> saying(Object[] contents) throws SQLException {
        try (var statement = connection.prepareStatement(
                "SELECT span_id FROM runtree_spans WHERE" + OF_TRACE + " AND contents && ?")) {
            setTrace(statement, 1);
            statement.setArray(4, uuids(contents));
            var ids = new HashSet<String>();
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    ids.add(row.getString(1));
                }
            }
            return ids;
        }
    }

    private Array uuids(Object[] contents) throws SQLException {
        return connection.createArrayOf("uuid", contents);
    }

    private void setTrace(PreparedStatement statement, int from) throws SQLException {
        var starts = spans.stream().mapToLong(Span::startNanos).summaryStatistics();
        statement.setString(from, traceId);
        statement.setString(from + 1, PgTime.text(starts.getMin()));
        statement.setString(from + 2, PgTime.text(starts.getMax()));
    }
}
