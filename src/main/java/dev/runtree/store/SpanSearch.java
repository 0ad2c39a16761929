package dev.runtree.store;

import dev.runtree.query.Glob;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Finds the spans of one trace whose payloads say something: in attributes, events, failures, log records, and what the trace
 * repeats. Spans come in one statement as they are looked into, so hits can be shown while it goes on.
 */
public final class SpanSearch {
    /** From so many spans on, rows are taken in the order in which they lie on disk. */
    private static final int LARGE = 2_000;

    private static final int BATCH = 500;
    private static final long OFTEN = TimeUnit.MILLISECONDS.toNanos(100);

    private static final String OF_TRACE =
            " trace_id = ? AND start_time >= ?::timestamptz AND start_time <= ?::timestamptz";

    private final Reading reading;
    private final Phrase phrase;
    private final Listener listener;

    SpanSearch(Reading reading, Glob words, Listener listener) {
        this.reading = reading;
        this.phrase = Phrase.of(words);
        this.listener = listener;
    }

    /** In which part of what was stored with a span the words stand. */
    public enum Where {
        ATTRIBUTES,
        EVENTS,
        FAILURE,
        LOGS
    }

    /** A span that says the words. Of several places the first is named. */
    public record Hit(String spanId, Where where) {}

    /** Is told while a search goes on, on the thread that fetches. */
    public interface Listener {
        void found(List<Hit> hits);

        /** @param looked at how many of all the spans */
        void progress(long looked, long all);
    }

    private record Extent(String first, String last, long spans) {}

    /** @return whether the trace is there */
    Boolean in(String traceId) throws SQLException {
        var extent = reading.first(
                Sql.of("SELECT start_time, last_start_time, span_count FROM agno_traces WHERE trace_id = ?", traceId),
                row -> new Extent(
                        row.getObject(1, OffsetDateTime.class).toString(),
                        row.getObject(2, OffsetDateTime.class).toString(),
                        row.getLong(3)));
        if (extent.isEmpty()) {
            return false;
        }
        listener.progress(0, extent.get().spans());
        logs(traceId);
        spans(traceId, extent.get(), contents(traceId, extent.get()));
        return true;
    }

    private void logs(String traceId) throws SQLException {
        var hits = new ArrayList<Hit>();
        reading.each(
                Sql.of(
                        "SELECT DISTINCT span_id FROM runtree_log_records WHERE trace_id = ? AND record::text COLLATE \"C\" ~* ?",
                        traceId,
                        phrase.regex()),
                row -> hits.add(new Hit(row.getString(1), Where.LOGS)));
        if (!hits.isEmpty()) {
            listener.found(List.copyOf(hits));
        }
    }

    /** The parts of what the trace repeats that say it. */
    private SaidParts contents(String traceId, Extent extent) throws SQLException {
        return SaidParts.of(
                reading,
                List.of(phrase),
                Sql.of(
                        "trace_id = ? AND day >= (?::timestamptz AT TIME ZONE 'UTC')::date"
                                + " AND day <= (?::timestamptz AT TIME ZONE 'UTC')::date",
                        traceId,
                        extent.first(),
                        extent.last()));
    }

    private void spans(String traceId, Extent extent, SaidParts contents) throws SQLException {
        if (extent.spans() >= LARGE) {
            reading.set("enable_indexscan", "off");
        }
        var batches = new Batches(extent.spans());
        reading.each(
                Sql.of(
                                "SELECT span_id, attributes COLLATE \"C\" ~* ?, events COLLATE \"C\" ~* ?,"
                                        + " coalesce(status_message COLLATE \"C\" ~* ?, false),"
                                        + " CASE WHEN contents && ?::uuid[] THEN contents::text[] END,"
                                        + " CASE WHEN contents && ?::uuid[] THEN "
                                        + SaidParts.NAMED + " END FROM runtree_spans spans WHERE",
                                phrase.regex(),
                                phrase.regex(),
                                phrase.regex(),
                                contents.hashes(),
                                contents.hashes())
                        .plus(OF_TRACE, traceId, extent.first(), extent.last()),
                row -> batches.looked(
                        row.getString(1),
                        row.getBoolean(2) || isSaid(contents, traceId, row)
                                ? Where.ATTRIBUTES
                                : row.getBoolean(3) ? Where.EVENTS : row.getBoolean(4) ? Where.FAILURE : null));
        batches.end();
    }

    private static boolean isSaid(SaidParts contents, String traceId, ResultSet row) throws SQLException {
        var named = row.getString(6);
        return named != null
                && contents.isSaid(0, traceId, (String[]) row.getArray(5).getArray(), named);
    }

    /** Tells what was found and how far it is, not for each span. */
    private final class Batches {
        private final long all;
        private final List<Hit> hits = new ArrayList<>();
        private long looked;
        private long told = System.nanoTime();

        Batches(long all) {
            this.all = all;
        }

        void looked(String spanId, @Nullable Where where) {
            looked++;
            if (where != null) {
                hits.add(new Hit(spanId, where));
            }
            if (hits.size() >= BATCH || (looked % 256 == 0 && System.nanoTime() - told > OFTEN)) {
                tell();
            }
        }

        void end() {
            tell();
        }

        private void tell() {
            reading.check();
            if (!hits.isEmpty()) {
                listener.found(List.copyOf(hits));
                hits.clear();
            }
            listener.progress(looked, Math.max(all, looked));
            told = System.nanoTime();
        }
    }
}
