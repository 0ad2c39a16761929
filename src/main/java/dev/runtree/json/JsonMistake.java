package dev.runtree.json;

/**
 * Where and why a text is not JSON.
 *
 * @param at the offset of the character that does not belong there; the text's length when it ends too early
 * @param line counted from 1, by line feeds
 * @param column counted from 1, in characters
 */
public record JsonMistake(Kind kind, int at, int line, int column) {

    /** What was expected, or what is wrong. */
    public enum Kind {
        VALUE,
        KEY,
        COLON,
        COMMA,
        NUMBER,
        ESCAPE,
        CONTROL_CHARACTER,
        END_IN_STRING,
        END_TOO_EARLY,
        MORE_AFTER_END,
        TOO_MANY_LINES
    }

    static JsonMistake of(Kind kind, String text, int at) {
        var line = 1;
        var start = 0;
        for (var feed = text.indexOf('\n'); feed >= 0 && feed < at; feed = text.indexOf('\n', start)) {
            line++;
            start = feed + 1;
        }
        return new JsonMistake(kind, at, line, at - start + 1);
    }
}
