package dev.runtree.ui.sql;

/**
 * A piece of a statement as PostgreSQL's scanner sees it.
 *
 * @param start in UTF-16 characters, as {@code end}, which is behind the last one
 */
record SqlToken(Kind kind, int start, int end) {

    enum Kind {
        KEYWORD,
        WORD,
        /** In double quotation marks. */
        QUOTED,
        STRING,
        NUMBER,
        COMMENT,
        /** What ends a statement. */
        END,
        SIGN
    }

    String in(String text) {
        return text.substring(start, end);
    }

    /** Whether it is this word, however it is written. */
    boolean is(String text, String word) {
        return end - start == word.length() && text.regionMatches(true, start, word, 0, word.length());
    }

    /** Whether a place is within, where what is typed belongs to it. */
    boolean holds(int place) {
        return start < place && place < end;
    }
}
