package dev.runtree.store;

import dev.runtree.store.RunPage.Place;

/** In which order runs are listed: by their start, which indexes know in both directions. */
public enum RunOrder {
    NEWEST_FIRST(" ORDER BY start_time DESC, trace_id, span_id", "<", ">"),
    OLDEST_FIRST(" ORDER BY start_time, trace_id DESC, span_id DESC", ">", "<");

    private final String sql;
    private final String onward;
    private final String among;

    RunOrder(String sql, String onward, String among) {
        this.sql = sql;
        this.onward = onward;
        this.among = among;
    }

    String sql() {
        return sql;
    }

    /** What holds for the start times of a stretch that ends at a moment, which is part of it. */
    Sql upTo(Sql sql, long endNanos) {
        return sql.and("start_time " + (this == NEWEST_FIRST ? ">=" : "<=") + " ?::timestamptz", PgTime.text(endNanos));
    }

    /** What holds behind a place. */
    Sql behind(Sql sql, Place place) {
        var start = PgTime.text(place.startNanos());
        return place.id() == null
                ? sql.and("start_time " + onward + " ?::timestamptz", start)
                : sql.and(
                        "start_time " + onward + "= ?::timestamptz AND (start_time " + onward
                                + " ?::timestamptz OR (trace_id, span_id) " + among + " (?, ?))",
                        start,
                        start,
                        place.id().traceId(),
                        place.id().spanId());
    }
}
