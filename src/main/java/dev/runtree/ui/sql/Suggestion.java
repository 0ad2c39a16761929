package dev.runtree.ui.sql;

/**
 * What can be written at a place.
 *
 * @param shown as it is listed
 * @param written in place of what was begun
 * @param about what it is, in few words
 */
record Suggestion(Kind kind, String shown, String written, String about) {

    enum Kind {
        TABLE,
        COLUMN,
        FUNCTION,
        WORD,
        VALUE
    }
}
