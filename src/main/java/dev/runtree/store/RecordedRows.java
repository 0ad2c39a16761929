package dev.runtree.store;

import dev.runtree.model.Payload;
import dev.runtree.model.RecordedSpan;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads all that is stored of spans, of any number of traces: their rows, then what they share, each text once. The view
 * {@code agno_spans} says the same, but puts together every text by a subquery of its own.
 */
final class RecordedRows {
    private static final String COLUMNS = SpanRows.SKELETON + ", " + SpanRows.PAYLOAD
            + ", contents::text[], (start_time AT TIME ZONE 'UTC')::date::text";

    private static final int CONTENTS = SpanRows.FIRST_OF_PAYLOAD + 7;

    private final Reading reading;

    RecordedRows(Reading reading) {
        this.reading = reading;
    }

    /**
     * A span as it is stored.
     *
     * @param lean with references to {@code contents} in place of what is shared
     */
    private record Stored(RecordedSpan lean, List<String> contents, String day) {
        static Stored of(ResultSet row) throws SQLException {
            return new Stored(SpanRows.recorded(row), ContentTexts.hashes(row, CONTENTS), row.getString(CONTENTS + 1));
        }

        String traceId() {
            return lean.span().id().traceId();
        }
    }

    /**
     * In no order, without log records.
     *
     * @param where a condition on {@code runtree_spans}
     */
    List<RecordedSpan> read(Sql where) throws SQLException {
        var rows = reading.list(
                Sql.of("SELECT " + COLUMNS + " FROM runtree_spans WHERE ").plus(where), Stored::of);
        var texts = new ContentTexts(reading);
        for (var row : rows) {
            if (!row.contents().isEmpty()) {
                texts.want(row.traceId(), row.contents(), row.day());
            }
        }
        texts.fetch();
        var read = new ArrayList<RecordedSpan>(rows.size());
        for (var row : rows) {
            read.add(row.contents().isEmpty() ? row.lean() : whole(row, texts));
        }
        return read;
    }

    private static RecordedSpan whole(Stored row, ContentTexts texts) {
        var lean = row.lean().payload();
        return new RecordedSpan(
                row.lean().span(),
                new Payload(
                        texts.whole(lean.attributes(), row.traceId(), row.contents()),
                        texts.whole(lean.events(), row.traceId(), row.contents()),
                        texts.whole(lean.links(), row.traceId(), row.contents()),
                        texts.whole(lean.resource(), row.traceId(), row.contents()),
                        texts.whole(lean.scope(), row.traceId(), row.contents()),
                        lean.otlp(),
                        lean.exact()));
    }
}
