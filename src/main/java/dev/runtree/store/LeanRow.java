package dev.runtree.store;

import dev.runtree.model.Span;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is stored of a span's payload.
 *
 * @param attributes as the other texts, with references to {@code contents} in place of what is shared: see
 *     {@link dev.runtree.store.contents.LeanSpan}
 * @param otlp what else OTLP says of it
 * @param contents hashes of what is shared
 * @param day that of the contents
 */
record LeanRow(
        Span span,
        String attributes,
        String events,
        String resource,
        String scope,
        @Nullable String otlp,
        List<String> contents,
        String day) {

    /** In the order in which they are read. */
    static final String COLUMNS = "span_id, attributes, events, resource, scope, contents::text[],"
            + " (start_time AT TIME ZONE 'UTC')::date::text, otlp";

    static LeanRow of(Span span, ResultSet row) throws SQLException {
        return new LeanRow(
                span,
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(8),
                ContentTexts.hashes(row, 6),
                row.getString(7));
    }
}
