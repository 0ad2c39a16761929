package dev.runtree.store;

import dev.runtree.model.Payload;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Span;
import dev.runtree.model.Trace;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Reads what many spans of a trace said, one after the other. What they share is fetched once and put together here: of a
 * conversation that grows, the server would put all of it together again for each call. Holds some megabytes however many and
 * large they are, and of one that is larger all of it.
 */
final class WholePayloads {
    /** So many spans are asked for together, when what is stored of them has no more than so many bytes. */
    private static final int SPANS = 1_000;

    private static final long BYTES = 4 << 20;

    private final Reading reading;
    private final String traceId;
    private final FetchedContents contents;

    WholePayloads(Reading reading, String traceId) {
        this.reading = reading;
        this.traceId = traceId;
        this.contents = new FetchedContents(reading, traceId);
    }

    /** In the order of the trace's spans; one that has gone meanwhile is left out. Without links and the original bytes. */
    void each(Trace trace, Consumer<RecordedSpan> to) throws SQLException {
        var hasLogs = hasLogs();
        var spans = trace.spans();
        for (var from = 0; from < spans.size(); from += SPANS) {
            var part = spans.subList(from, Math.min(spans.size(), from + SPANS));
            var sizes = sizes(part);
            var together = new ArrayList<Span>();
            var bytes = 0L;
            for (var span : part) {
                var size = sizes.getOrDefault(span.id().spanId(), 0L);
                if (bytes + size > BYTES && !together.isEmpty()) {
                    give(together, hasLogs, to);
                    together.clear();
                    bytes = 0;
                }
                together.add(span);
                bytes += size;
            }
            give(together, hasLogs, to);
        }
    }

    private boolean hasLogs() throws SQLException {
        return reading.first(
                        Sql.of("SELECT EXISTS (SELECT 1 FROM runtree_log_records WHERE trace_id = ?)", traceId),
                        row -> row.getBoolean(1))
                .orElse(false);
    }

    private Map<String, Long> sizes(List<Span> spans) throws SQLException {
        var sizes = new HashMap<String, Long>();
        reading.each(
                select("SELECT span_id, octet_length(attributes) + octet_length(events)", spans),
                row -> sizes.put(row.getString(1), row.getLong(2)));
        return sizes;
    }

    private void give(List<Span> spans, boolean hasLogs, Consumer<RecordedSpan> to) throws SQLException {
        var logs = hasLogs ? new SpanLogReader(reading, traceId).of(ids(spans)) : null;
        var rows = rows(spans);
        for (var at = 0; at < rows.size(); at++) {
            reading.check();
            contents.fetchFor(rows.subList(at, rows.size()));
            var recorded = whole(rows.get(at));
            to.accept(logs == null ? recorded : logs.with(recorded));
        }
    }

    private List<LeanRow> rows(List<Span> spans) throws SQLException {
        var ofId = new HashMap<String, Span>();
        spans.forEach(span -> ofId.put(span.id().spanId(), span));
        var rows = new HashMap<String, LeanRow>();
        reading.each(select("SELECT " + LeanRow.COLUMNS, spans), row -> {
            var span = ofId.get(row.getString(1));
            if (span != null) {
                rows.put(row.getString(1), LeanRow.of(span, row));
            }
        });
        return spans.stream()
                .map(span -> rows.get(span.id().spanId()))
                .filter(Objects::nonNull)
                .toList();
    }

    private RecordedSpan whole(LeanRow row) {
        return new RecordedSpan(
                row.span(),
                new Payload(
                        contents.whole(row.attributes(), row),
                        contents.whole(row.events(), row),
                        "[]",
                        contents.whole(row.resource(), row),
                        contents.whole(row.scope(), row),
                        row.otlp(),
                        null));
    }

    private Sql select(String what, List<Span> spans) {
        var starts = spans.stream().mapToLong(Span::startNanos).summaryStatistics();
        return Sql.of(
                what + " FROM runtree_spans WHERE trace_id = ? AND start_time >= ?::timestamptz"
                        + " AND start_time <= ?::timestamptz AND span_id = ANY (?)",
                traceId,
                PgTime.text(starts.getMin()),
                PgTime.text(starts.getMax()),
                ids(spans));
    }

    private static String[] ids(List<Span> spans) {
        return spans.stream().map(span -> span.id().spanId()).toArray(String[]::new);
    }
}
