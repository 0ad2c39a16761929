package dev.runtree.store;

import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is stored of some traces, read in the transaction that writes to them. */
final class StoredTraces {
    private final Connection connection;
    private final Set<String> known = new HashSet<>();
    private final Set<String> told = new HashSet<>();
    private @Nullable OffsetDateTime earliest;
    private @Nullable OffsetDateTime latest;

    private StoredTraces(Connection connection) {
        this.connection = connection;
    }

    static StoredTraces find(Connection connection, Collection<String> traceIds) throws SQLException {
        var found = new StoredTraces(connection);
        try (var statement = connection.prepareStatement(
                "SELECT trace_id, start_time, last_start_time FROM agno_traces WHERE trace_id = ANY (?)"
                        + " UNION ALL SELECT trace_id, NULL, NULL FROM runtree_log_records WHERE trace_id = ANY (?)"
                        + " AND tells GROUP BY trace_id")) {
            var ids = connection.createArrayOf("text", traceIds.toArray());
            statement.setArray(1, ids);
            statement.setArray(2, ids);
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    var start = row.getObject(2, OffsetDateTime.class);
                    if (start == null) {
                        found.told.add(row.getString(1));
                    } else {
                        found.known.add(row.getString(1));
                        found.widen(start, row.getObject(3, OffsetDateTime.class));
                    }
                }
            }
        }
        return found;
    }

    Set<String> traceIds() {
        return known;
    }

    /** Whether a log record tells something of a span of the trace. */
    boolean isTold(String traceId) {
        return told.contains(traceId);
    }

    /** All stored spans of these traces, by trace and by span. */
    Map<String, Map<SpanId, Span>> skeletons() throws SQLException {
        var result = new HashMap<String, Map<SpanId, Span>>();
        known.forEach(traceId -> result.put(traceId, new HashMap<>()));
        if (known.isEmpty()) {
            return result;
        }
        try (var statement = connection.prepareStatement("SELECT " + SpanRows.SKELETON
                + " FROM runtree_spans WHERE trace_id = ANY (?) AND start_time BETWEEN ? AND ?")) {
            statement.setArray(1, connection.createArrayOf("text", known.toArray()));
            statement.setObject(2, earliest);
            statement.setObject(3, latest);
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    var span = SpanRows.skeleton(row);
                    result.getOrDefault(span.id().traceId(), Map.of()).put(span.id(), span);
                }
            }
        }
        return result;
    }

    /** These spans with their payloads. */
    Map<SpanId, RecordedSpan> recorded(List<Span> spans) throws SQLException {
        var result = new HashMap<SpanId, RecordedSpan>();
        if (spans.isEmpty()) {
            return result;
        }
        try (var statement = connection.prepareStatement("SELECT " + SpanRows.SKELETON + ", " + SpanRows.PAYLOAD
                + " FROM agno_spans WHERE (trace_id, span_id) IN (SELECT * FROM unnest(?::text[], ?::text[]))"
                + " AND trace_id = ANY (?) AND start_time BETWEEN ? AND ?")) {
            keys(spans, statement);
            statement.setArray(
                    3,
                    connection.createArrayOf(
                            "text",
                            spans.stream()
                                    .map(span -> span.id().traceId())
                                    .distinct()
                                    .toArray()));
            statement.setObject(4, earliest);
            statement.setObject(5, latest);
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    var recorded = SpanRows.recorded(row);
                    result.put(recorded.span().id(), recorded);
                }
            }
        }
        return result;
    }

    /** Takes out versions that are replaced, which may lie in the partition of another day. */
    void delete(List<Span> spans) throws SQLException {
        if (spans.isEmpty()) {
            return;
        }
        try (var statement = connection.prepareStatement(
                "DELETE FROM runtree_spans s USING unnest(?::text[], ?::text[], ?::timestamptz[]) AS gone (t, i, at)"
                        + " WHERE s.trace_id = gone.t AND s.span_id = gone.i AND s.start_time = gone.at"
                        + " AND s.start_time BETWEEN ? AND ?")) {
            keys(spans, statement);
            var starts = new ArrayList<String>();
            spans.forEach(span -> starts.add(PgTime.text(span.startNanos())));
            statement.setArray(3, connection.createArrayOf("text", starts.toArray()));
            statement.setObject(4, earliest);
            statement.setObject(5, latest);
            statement.executeUpdate();
        }
    }

    private void keys(List<Span> spans, PreparedStatement statement) throws SQLException {
        statement.setArray(
                1,
                connection.createArrayOf(
                        "text", spans.stream().map(span -> span.id().traceId()).toArray()));
        statement.setArray(
                2,
                connection.createArrayOf(
                        "text", spans.stream().map(span -> span.id().spanId()).toArray()));
    }

    private void widen(OffsetDateTime first, OffsetDateTime last) {
        earliest = earliest == null || first.isBefore(earliest) ? first : earliest;
        latest = latest == null || last.isAfter(latest) ? last : latest;
    }
}
