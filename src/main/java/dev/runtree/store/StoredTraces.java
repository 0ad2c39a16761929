package dev.runtree.store;

import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Finds what is stored of traces, in the transaction that writes to them and holds their locks. */
final class StoredTraces {
    private static final String FIND =
            "SELECT trace_id, revision, start_time, last_start_time, span_count, steps_removed_at, removed_at"
                    + " FROM agno_traces t" + RemovedSteps.JOIN_DAYS + " WHERE trace_id = ANY (?)"
                    + " UNION ALL SELECT trace_id, NULL, NULL, NULL, NULL, NULL, NULL FROM runtree_log_records"
                    + " WHERE trace_id = ANY (?) AND tells GROUP BY trace_id";

    private static final String REST =
            "SELECT trace_id, NULL AS span_id, counted FROM agno_traces WHERE trace_id = ANY (?)"
                    + " UNION ALL SELECT trace_id, span_id, NULL FROM runtree_runs WHERE trace_id = ANY (?)";

    /** So many spans are in memory with all that they say: a trace may be larger than the heap. */
    private static final int AT_ONCE = 5_000;

    private final Connection connection;
    private final Map<String, KnownTrace> found = new HashMap<>();
    private final List<String> unread = new ArrayList<>();
    private final List<String> ofRemovedDays = new ArrayList<>();
    private @Nullable OffsetDateTime earliest;
    private @Nullable OffsetDateTime latest;

    private StoredTraces(Connection connection) {
        this.connection = connection;
    }

    /** Each of these traces as it is stored: as remembered where its revision says that this is right, else read. */
    static Map<String, KnownTrace> find(Connection connection, TraceMemory memory, Collection<String> traceIds)
            throws SQLException {
        var stored = new StoredTraces(connection);
        stored.find(traceIds, memory.take(traceIds));
        stored.read();
        return stored.found;
    }

    /** Reads all that there is of these traces, also what no row of theirs tells of. */
    static Map<String, KnownTrace> search(Connection connection, Collection<String> traceIds) throws SQLException {
        var stored = new StoredTraces(connection);
        stored.find(traceIds, Map.of());
        stored.unread.clear();
        stored.unread.addAll(traceIds);
        stored.widen(OffsetDateTime.MIN, OffsetDateTime.MAX);
        stored.read();
        return stored.found;
    }

    private void find(Collection<String> traceIds, Map<String, KnownTrace> remembered) throws SQLException {
        try (var statement = connection.prepareStatement(FIND)) {
            statement.setArray(1, texts(traceIds));
            statement.setArray(
                    2,
                    texts(traceIds.stream()
                            .filter(traceId -> !remembered.containsKey(traceId))
                            .toList()));
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    var traceId = row.getString(1);
                    var start = row.getObject(3, OffsetDateTime.class);
                    if (start == null) {
                        trace(traceId).setTold();
                        continue;
                    }
                    var revision = row.getLong(2);
                    var known = remembered.get(traceId);
                    var isMarked = row.getObject(6) != null;
                    var dayRemoved = instant(row, 7);
                    // A day that was removed meanwhile took steps with it and left the revision as it was.
                    if (known != null
                            && known.revision() == revision
                            && !isMarked
                            && Objects.equals(known.dayRemoved(), dayRemoved)) {
                        found.put(traceId, known);
                    } else {
                        trace(traceId).setStored(revision);
                        trace(traceId).setDayRemoved(dayRemoved);
                        trace(traceId).setStepsRemoved(isMarked || dayRemoved != null ? row.getInt(5) : null);
                        if (!isMarked && dayRemoved != null) {
                            ofRemovedDays.add(traceId);
                        }
                        unread.add(traceId);
                        widen(start, row.getObject(4, OffsetDateTime.class));
                    }
                }
            }
        }
        for (var traceId : traceIds) {
            var trace = trace(traceId);
            if (remembered.containsKey(traceId) && !trace.equals(remembered.get(traceId))) {
                // Changed by somebody else. Whether log records tell of it was not asked, so it may be.
                trace.setTold();
            }
        }
    }

    private KnownTrace trace(String traceId) {
        return found.computeIfAbsent(traceId, KnownTrace::new);
    }

    private void read() throws SQLException {
        if (unread.isEmpty()) {
            return;
        }
        try (var statement = connection.prepareStatement("SELECT " + SpanRows.SKELETON
                + " FROM runtree_spans WHERE trace_id = ANY (?) AND start_time BETWEEN ? AND ?")) {
            statement.setArray(1, texts(unread));
            statement.setObject(2, earliest);
            statement.setObject(3, latest);
            statement.setFetchSize(AT_ONCE);
            try (var row = statement.executeQuery()) {
                for (var rows = 1; row.next(); rows++) {
                    var span = SpanRows.skeleton(row);
                    trace(span.id().traceId()).spans().put(span);
                    if (rows % AT_ONCE == 0) {
                        unread.forEach(traceId -> trace(traceId).slim());
                    }
                }
            }
        }
        for (var traceId : ofRemovedDays) {
            // It was kept, or came after its day had gone.
            if (trace(traceId).spans().size() > 0) {
                trace(traceId).setStepsRemoved(null);
            }
        }
        try (var statement = connection.prepareStatement(REST)) {
            statement.setArray(1, texts(unread));
            statement.setArray(2, texts(unread));
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    var spanId = row.getString(2);
                    if (spanId == null) {
                        trace(row.getString(1)).setCounted(row.getString(3));
                    } else {
                        trace(row.getString(1)).addUnreadRun(spanId);
                    }
                }
            }
        }
    }

    private void widen(OffsetDateTime first, OffsetDateTime last) {
        earliest = earliest == null || first.isBefore(earliest) ? first : earliest;
        latest = latest == null || last.isAfter(latest) ? last : latest;
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private Array texts(Collection<String> values) throws SQLException {
        return connection.createArrayOf("text", values.toArray());
    }
}
