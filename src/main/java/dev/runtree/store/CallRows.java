package dev.runtree.store;

import dev.runtree.model.Payload;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what spans of many traces said, all of them at once: three statements, however many traces they are of. */
final class CallRows {
    private static final long MOST_BYTES = 16 << 20;

    private final Reading reading;

    CallRows(Reading reading) {
        this.reading = reading;
    }

    /**
     * The spans with their payloads, without links, the original bytes and log records; one that has gone meanwhile is left out.
     *
     * @return empty when what they share is more than should be held at once
     */
    Optional<Map<SpanId, RecordedSpan>> read(List<Span> spans) throws SQLException {
        var rows = rows(spans);
        var texts = new ContentTexts(reading);
        for (var row : rows) {
            if (!row.contents().isEmpty()) {
                texts.want(row.span().id().traceId(), row.contents(), row.day());
            }
        }
        if (texts.bytes() > MOST_BYTES) {
            return Optional.empty();
        }
        texts.fetch();
        var read = new HashMap<SpanId, RecordedSpan>();
        for (var row : rows) {
            var id = row.span().id();
            read.put(
                    id,
                    new RecordedSpan(
                            row.span(),
                            new Payload(
                                    whole(row.attributes(), row, texts),
                                    whole(row.events(), row, texts),
                                    "[]",
                                    whole(row.resource(), row, texts),
                                    whole(row.scope(), row, texts),
                                    row.otlp(),
                                    null)));
        }
        return Optional.of(read);
    }

    private static String whole(String stored, LeanRow row, ContentTexts texts) {
        return texts.whole(stored, row.span().id().traceId(), row.contents());
    }

    private List<LeanRow> rows(List<Span> spans) throws SQLException {
        var byId = new HashMap<SpanId, Span>();
        spans.forEach(span -> byId.put(span.id(), span));
        var starts = spans.stream().mapToLong(Span::startNanos).summaryStatistics();
        var rows = new ArrayList<LeanRow>();
        reading.each(
                Sql.of(
                        "SELECT " + LeanRow.COLUMNS + ", trace_id FROM runtree_spans WHERE"
                                + " (trace_id, span_id, start_time) IN"
                                + " (SELECT * FROM unnest(?::text[], ?::text[], ?::timestamptz[]))"
                                + " AND start_time BETWEEN ?::timestamptz AND ?::timestamptz",
                        spans.stream().map(span -> span.id().traceId()).toArray(String[]::new),
                        spans.stream().map(span -> span.id().spanId()).toArray(String[]::new),
                        spans.stream()
                                .map(span -> PgTime.text(span.startNanos()))
                                .toArray(String[]::new),
                        PgTime.text(starts.getMin()),
                        PgTime.text(starts.getMax())),
                row -> {
                    var span = byId.get(new SpanId(row.getString(9), row.getString(1)));
                    if (span != null) {
                        rows.add(LeanRow.of(span, row));
                    }
                });
        return rows;
    }
}
