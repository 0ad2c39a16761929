package dev.runtree.store;

import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Spans that are stored, found by their ids and starts. */
final class StoredSpans {
    private static final String THEIR_KEYS =
            " (trace_id, span_id, start_time) IN (SELECT * FROM unnest(?::text[], ?::text[], ?::timestamptz[]))"
                    + " AND trace_id = ANY (?) AND start_time BETWEEN ?::timestamptz AND ?::timestamptz";

    private final Connection connection;

    StoredSpans(Connection connection) {
        this.connection = connection;
    }

    /** The beginning of what went into a span and of what came out. */
    record Texts(@Nullable String input, @Nullable String output) {
        static final Texts NONE = new Texts(null, null);
    }

    /** These spans with their payloads. */
    Map<SpanId, RecordedSpan> recorded(Collection<Span> spans) throws SQLException {
        var result = new HashMap<SpanId, RecordedSpan>();
        if (spans.isEmpty()) {
            return result;
        }
        try (var statement = connection.prepareStatement(
                "SELECT " + SpanRows.SKELETON + ", " + SpanRows.PAYLOAD + " FROM agno_spans WHERE" + THEIR_KEYS)) {
            setKeys(statement, spans);
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    var recorded = SpanRows.recorded(row);
                    result.put(recorded.span().id(), recorded);
                }
            }
        }
        return result;
    }

    Map<SpanId, Texts> texts(Collection<Span> spans) throws SQLException {
        var result = new HashMap<SpanId, Texts>();
        if (spans.isEmpty()) {
            return result;
        }
        try (var statement = connection.prepareStatement(
                "SELECT trace_id, span_id, input, output FROM runtree_spans WHERE" + THEIR_KEYS)) {
            setKeys(statement, spans);
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    result.put(
                            new SpanId(row.getString(1), row.getString(2)),
                            new Texts(row.getString(3), row.getString(4)));
                }
            }
        }
        return result;
    }

    /** Takes out versions that are replaced, which may lie in the partition of another day. */
    void delete(Collection<Span> spans) throws SQLException {
        if (spans.isEmpty()) {
            return;
        }
        try (var statement = connection.prepareStatement("DELETE FROM runtree_spans WHERE" + THEIR_KEYS)) {
            setKeys(statement, spans);
            statement.executeUpdate();
        }
    }

    private void setKeys(PreparedStatement statement, Collection<Span> spans) throws SQLException {
        var starts = spans.stream().mapToLong(Span::startNanos).summaryStatistics();
        SpanKeys.set(statement, 1, spans.stream().map(Span::id).toList());
        statement.setArray(
                3,
                connection.createArrayOf(
                        "text",
                        spans.stream()
                                .map(span -> PgTime.text(span.startNanos()))
                                .toArray()));
        statement.setArray(
                4,
                connection.createArrayOf(
                        "text",
                        spans.stream()
                                .map(span -> span.id().traceId())
                                .distinct()
                                .toArray()));
        statement.setString(5, PgTime.text(starts.getMin()));
        statement.setString(6, PgTime.text(starts.getMax()));
    }
}
