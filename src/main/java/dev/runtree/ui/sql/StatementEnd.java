package dev.runtree.ui.sql;

/** How a statement came to its end. */
enum StatementEnd {
    /** All its rows are there. */
    WHOLE,
    /** There are more rows than were wanted. */
    ROWS,
    /** There are more rows than are kept in memory. */
    MEMORY,
    /** The reader did not want more. */
    STOPPED
}
