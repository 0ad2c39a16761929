package dev.runtree.store;

/** How many rows a table has, without counting them: as many to a page as when the server last looked, which may be never. */
final class RowEstimate {
    /** A guess for tables at which the server has never looked: a row without what lies out of line. */
    private static final double ROW_BYTES = 300;

    /** An expression over {@code pg_class c}, a {@code bigint}. */
    static final String OF_C = "(CASE WHEN c.reltuples > 0 AND c.relpages > 0"
            + " THEN c.reltuples / c.relpages * pg_relation_size(c.oid) / current_setting('block_size')::integer"
            + " ELSE pg_relation_size(c.oid) / " + ROW_BYTES + " END)::bigint";

    private RowEstimate() {}
}
