package dev.runtree.store;

import dev.runtree.model.SpanId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what stands around words in the steps that say them, some steps at a time. */
final class Snippets {
    /** Payloads may be large, and so many are held at once. */
    private static final int AT_ONCE = 20;

    private final Reading reading;
    private final Map<SpanId, String> found = new HashMap<>();

    Snippets(Reading reading) {
        this.reading = reading;
    }

    /** By step; without those that do not say it after all. */
    Map<SpanId, String> of(Map<SpanId, Phrase> places) throws SQLException {
        var all = new ArrayList<>(places.keySet());
        for (var from = 0; from < all.size(); from += AT_ONCE) {
            read(all.subList(from, Math.min(all.size(), from + AT_ONCE)), places);
        }
        return found;
    }

    private void read(List<SpanId> some, Map<SpanId, Phrase> places) throws SQLException {
        var traces = some.stream().map(SpanId::traceId).distinct().toArray(String[]::new);
        var extent = reading.first(
                Sql.of(
                        "SELECT min(start_time)::text, max(last_start_time)::text FROM agno_traces WHERE trace_id = ANY (?)",
                        (Object) traces),
                row -> new String[] {row.getString(1), row.getString(2)});
        if (extent.isEmpty() || extent.get()[0] == null) {
            return;
        }
        reading.each(
                Sql.of(
                        "SELECT trace_id, span_id, attributes::text, events::text, status_message FROM agno_spans"
                                + " WHERE trace_id = ANY (?) AND span_id = ANY (?) AND start_time >= ?::timestamptz"
                                + " AND start_time <= ?::timestamptz",
                        traces,
                        some.stream().map(SpanId::spanId).toArray(String[]::new),
                        extent.get()[0],
                        extent.get()[1]),
                row -> take(
                        new SpanId(row.getString(1), row.getString(2)),
                        places,
                        row.getString(3),
                        row.getString(4),
                        row.getString(5)));
        for (var span : some) {
            if (!found.containsKey(span)) {
                var logs = new SpanLogReader(reading, span.traceId())
                        .of(span.spanId())
                        .records();
                take(span, places, String.valueOf(logs.getOrDefault(span.spanId(), new StringBuilder())));
            }
        }
    }

    private void take(SpanId span, Map<SpanId, Phrase> places, @Nullable String... texts) {
        var phrase = places.get(span);
        for (var text : texts) {
            if (phrase != null && text != null && !found.containsKey(span)) {
                phrase.snippet(text).ifPresent(words -> found.put(span, words));
            }
        }
    }
}
