package dev.runtree.store;

import dev.runtree.model.Payload;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what spans of many traces said, all of them at once: three statements, however many traces they are of. */
final class CallRows {
    private static final long MOST_BYTES = 16 << 20;

    private final Reading reading;

    /**
     * What is stored of a span, and what else OTLP says of it.
     *
     * @param row with its contents
     */
    private record Stored(LeanRow row, @Nullable String otlp) {}

    /** A text that spans of a trace share, of a day. */
    private record Key(String traceId, String hash) {}

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
        var texts = texts(rows);
        if (texts.isEmpty()) {
            return Optional.empty();
        }
        var read = new HashMap<SpanId, RecordedSpan>();
        for (var stored : rows) {
            var row = stored.row();
            var id = row.span().id();
            read.put(
                    id,
                    new RecordedSpan(
                            row.span(),
                            new Payload(
                                    whole(row.attributes(), row, texts.get()),
                                    whole(row.events(), row, texts.get()),
                                    "[]",
                                    whole(row.resource(), row, texts.get()),
                                    whole(row.scope(), row, texts.get()),
                                    stored.otlp(),
                                    null)));
        }
        return Optional.of(read);
    }

    private static String whole(String stored, LeanRow row, Map<Key, WholeText> texts) {
        return WholeText.whole(
                stored,
                row.contents(),
                hash -> texts.getOrDefault(new Key(row.span().id().traceId(), hash), WholeText.GONE));
    }

    private List<Stored> rows(List<Span> spans) throws SQLException {
        var byId = new HashMap<SpanId, Span>();
        spans.forEach(span -> byId.put(span.id(), span));
        var starts = spans.stream().mapToLong(Span::startNanos).summaryStatistics();
        var rows = new ArrayList<Stored>();
        reading.each(
                Sql.of(
                        "SELECT " + LeanRow.COLUMNS + ", trace_id, otlp FROM runtree_spans WHERE"
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
                    var span = byId.get(new SpanId(row.getString(8), row.getString(1)));
                    if (span != null) {
                        rows.add(new Stored(LeanRow.of(span, row), row.getString(9)));
                    }
                });
        return rows;
    }

    private Optional<Map<Key, WholeText>> texts(List<Stored> rows) throws SQLException {
        var wanted = new LinkedHashSet<Key>();
        var days = new LinkedHashSet<String>();
        for (var stored : rows) {
            var row = stored.row();
            row.contents().forEach(hash -> wanted.add(new Key(row.span().id().traceId(), hash)));
            if (!row.contents().isEmpty()) {
                days.add(row.day());
            }
        }
        var texts = new HashMap<Key, WholeText>();
        if (wanted.isEmpty()) {
            return Optional.of(texts);
        }
        var bytes = reading.first(select("SELECT sum(octet_length(content))", wanted, days), row -> row.getLong(1))
                .orElse(0L);
        if (bytes > MOST_BYTES) {
            return Optional.empty();
        }
        reading.each(
                select("SELECT trace_id, hash::text, content", wanted, days),
                row -> texts.put(new Key(row.getString(1), row.getString(2)), WholeText.of(row.getString(3))));
        return Optional.of(texts);
    }

    private static Sql select(String what, Set<Key> wanted, Set<String> days) {
        return Sql.of(
                what + " FROM runtree_contents WHERE (trace_id, hash) IN (SELECT * FROM unnest(?::text[], ?::uuid[]))"
                        + " AND day = ANY (?::date[])",
                wanted.stream().map(Key::traceId).toArray(String[]::new),
                wanted.stream().map(Key::hash).toArray(String[]::new),
                days.toArray(String[]::new));
    }
}
