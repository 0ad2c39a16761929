package dev.runtree.store;

import dev.runtree.model.RecordedSpan;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;

/** Reads the log records of spans of one trace, beside their payloads. */
final class SpanLogReader {
    /** Of one span the first ones: it may have as many as a program has lines of log. */
    static final int MOST = 5_000;

    private final Reading reading;
    private final String traceId;

    SpanLogReader(Reading reading, String traceId) {
        this.reading = reading;
        this.traceId = traceId;
    }

    /** By span id. */
    record Found(Map<String, StringBuilder> records, Map<String, Long> leftOut) {
        RecordedSpan with(RecordedSpan recorded) {
            var spanId = recorded.span().id().spanId();
            var found = records.get(spanId);
            return found == null
                    ? recorded
                    : new RecordedSpan(
                            recorded.span(),
                            recorded.payload().withLogs("[" + found + "]", leftOut.getOrDefault(spanId, 0L)));
        }
    }

    Found of(String... spanIds) throws SQLException {
        var records = new HashMap<String, StringBuilder>();
        var counts = new HashMap<String, Integer>();
        reading.each(
                Sql.of(
                        "SELECT s, record FROM unnest(?::text[]) AS asked (s), LATERAL (SELECT * FROM runtree_log_records"
                                + " WHERE trace_id = ? AND span_id = s" + LogRows.IN_ORDER + " LIMIT ?) found",
                        spanIds,
                        traceId,
                        MOST),
                row -> {
                    var spanId = row.getString(1);
                    counts.merge(spanId, 1, Integer::sum);
                    var json = records.computeIfAbsent(spanId, id -> new StringBuilder());
                    json.append(json.isEmpty() ? "" : ",").append(row.getString(2));
                });
        var full = new ArrayList<String>();
        counts.forEach((spanId, count) -> {
            if (count == MOST) {
                full.add(spanId);
            }
        });
        return new Found(records, leftOut(full.toArray(String[]::new)));
    }

    /** Only of spans with so many is it asked how many there are. */
    private Map<String, Long> leftOut(String... spanIds) throws SQLException {
        var leftOut = new HashMap<String, Long>();
        if (spanIds.length > 0) {
            reading.each(
                    Sql.of(
                            "SELECT span_id, count(*) FROM runtree_log_records WHERE trace_id = ? AND span_id = ANY (?)"
                                    + " GROUP BY span_id",
                            traceId,
                            spanIds),
                    row -> leftOut.put(row.getString(1), row.getLong(2) - MOST));
        }
        return leftOut;
    }
}
