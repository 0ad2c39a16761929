package dev.runtree.json;

import dev.runtree.json.JsonMistake.Kind;

/**
 * Reads a JSON text (RFC 8259, nothing more) into a {@link JsonIndex}, as much at a time as is asked for. Without
 * recursion: a text may be nested as deep as it is long.
 */
public final class JsonScanner {
    /** A text that has more lines is not laid out: their index would be larger than any text that a person reads. */
    static final int MOST_LINES = 12_000_000;

    private enum Expect {
        VALUE,
        VALUE_OR_END,
        KEY,
        KEY_OR_END,
        COMMA_OR_END,
        NOTHING
    }

    private final String text;
    private final JsonIndex index;
    private Expect expect = Expect.VALUE;
    private int pos;
    private int open = -1;
    private int depth;
    private int keyAt = -1;
    private boolean escaped;

    public JsonScanner(String text) {
        this.text = text;
        index = new JsonIndex(text);
    }

    public JsonIndex index() {
        return index;
    }

    /**
     * Goes on until this place of the text is passed.
     *
     * @return whether there is more to be read
     */
    public boolean scan(int upTo) {
        while (!index.isFinished()) {
            if (pos >= upTo) {
                index.publish();
                return true;
            }
            skipSpace();
            if (pos >= text.length()) {
                index.end(expect == Expect.NOTHING ? null : JsonMistake.of(Kind.END_TOO_EARLY, text, pos));
            } else if (index.meta.added() >= MOST_LINES) {
                wrong(Kind.TOO_MANY_LINES, pos);
            } else {
                step(text.charAt(pos));
            }
        }
        return false;
    }

    private void step(char c) {
        switch (expect) {
            case VALUE -> value(c);
            case VALUE_OR_END -> {
                if (c == ']') {
                    close();
                } else {
                    value(c);
                }
            }
            case KEY -> key(c);
            case KEY_OR_END -> {
                if (c == '}') {
                    close();
                } else {
                    key(c);
                }
            }
            case COMMA_OR_END -> {
                var inObject = index.isObject(open);
                if (c == ',') {
                    pos++;
                    expect = inObject ? Expect.KEY : Expect.VALUE;
                } else if (c == (inObject ? '}' : ']')) {
                    close();
                } else {
                    wrong(Kind.COMMA, pos);
                }
            }
            case NOTHING -> wrong(Kind.MORE_AFTER_END, pos);
        }
    }

    private void key(char c) {
        if (c != '"') {
            wrong(Kind.KEY, pos);
            return;
        }
        keyAt = pos;
        if (!string()) {
            return;
        }
        skipSpace();
        if (pos >= text.length()) {
            wrong(Kind.END_TOO_EARLY, pos);
        } else if (text.charAt(pos) != ':') {
            wrong(Kind.COLON, pos);
        } else {
            pos++;
            expect = Expect.VALUE;
        }
    }

    private void value(char c) {
        var from = pos;
        switch (c) {
            case '{', '[' -> {
                add(from, JsonIndex.OPEN | (c == '{' ? JsonIndex.OBJECT : 0), open);
                open = index.meta.added() - 1;
                depth++;
                pos++;
                expect = c == '{' ? Expect.KEY_OR_END : Expect.VALUE_OR_END;
            }
            case '"' -> {
                if (string()) {
                    add(from, JsonIndex.SCALAR | JsonIndex.STRING | (escaped ? JsonIndex.ESCAPED : 0), pos);
                    valueEnded();
                }
            }
            case 't' -> word("true");
            case 'f' -> word("false");
            case 'n' -> word("null");
            default -> number(c);
        }
    }

    private void add(int from, int flags, int link) {
        var keyed = keyAt >= 0 ? JsonIndex.KEYED : 0;
        index.at.add(keyAt >= 0 ? keyAt : from);
        index.link.add(link);
        index.meta.add(flags | keyed | depth << JsonIndex.DEPTH);
        keyAt = -1;
    }

    private void close() {
        var opening = open;
        open = index.link.get(opening);
        depth--;
        pos++;
        if (index.meta.added() == opening + 1) {
            index.meta.set(opening, index.meta.get(opening) | JsonIndex.EMPTY);
            index.link.set(opening, pos);
        } else {
            index.link.set(opening, index.meta.added());
            add(pos - 1, JsonIndex.CLOSE, opening);
        }
        valueEnded();
    }

    private void valueEnded() {
        expect = open < 0 ? Expect.NOTHING : Expect.COMMA_OR_END;
    }

    private void word(String word) {
        if (!text.startsWith(word, pos)) {
            wrong(Kind.VALUE, pos);
            return;
        }
        add(pos, JsonIndex.SCALAR, pos + word.length());
        pos += word.length();
        valueEnded();
    }

    private void number(char first) {
        if (first != '-' && !isDigit(first)) {
            wrong(Kind.VALUE, pos);
            return;
        }
        var end = numberEnd(pos);
        if (end < 0) {
            wrong(Kind.NUMBER, ~end);
            return;
        }
        add(pos, JsonIndex.SCALAR, end);
        pos = end;
        valueEnded();
    }

    /** Behind the number; the complement of where it goes wrong. */
    private int numberEnd(int from) {
        var at = from + (text.charAt(from) == '-' ? 1 : 0);
        var whole = digits(at);
        if (whole == at || (text.charAt(at) == '0' && whole > at + 1)) {
            return ~(whole == at ? at : at + 1);
        }
        at = whole;
        if (at < text.length() && text.charAt(at) == '.') {
            var fraction = digits(at + 1);
            if (fraction == at + 1) {
                return ~fraction;
            }
            at = fraction;
        }
        if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            at++;
            if (at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
                at++;
            }
            var exponent = digits(at);
            if (exponent == at) {
                return ~exponent;
            }
            at = exponent;
        }
        return at;
    }

    private int digits(int from) {
        var at = from;
        while (at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private boolean string() {
        var opening = pos;
        escaped = false;
        var at = pos + 1;
        while (at < text.length()) {
            var c = text.charAt(at);
            if (c == '"') {
                pos = at + 1;
                return true;
            }
            if (c == '\\') {
                escaped = true;
                var after = escape(at);
                if (after < 0) {
                    return wrong(at + 1 >= text.length() ? Kind.END_IN_STRING : Kind.ESCAPE, at);
                }
                at = after;
            } else if (c < ' ') {
                return wrong(Kind.CONTROL_CHARACTER, at);
            } else {
                at++;
            }
        }
        return wrong(Kind.END_IN_STRING, opening);
    }

    private int escape(int at) {
        if (at + 1 >= text.length()) {
            return -1;
        }
        var named = text.charAt(at + 1);
        if (named != 'u') {
            return "\"\\/bfnrt".indexOf(named) >= 0 ? at + 2 : -1;
        }
        for (var i = at + 2; i < at + 6; i++) {
            if (i >= text.length() || Character.digit(text.charAt(i), 16) < 0 || text.charAt(i) > 'f') {
                return -1;
            }
        }
        return at + 6;
    }

    private boolean wrong(Kind kind, int at) {
        index.end(JsonMistake.of(kind, text, at));
        return false;
    }

    private void skipSpace() {
        while (pos < text.length() && isSpace(text.charAt(pos))) {
            pos++;
        }
    }

    static boolean isSpace(char c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
