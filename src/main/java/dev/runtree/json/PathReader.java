package dev.runtree.json;

import dev.runtree.json.PathParts.Index;
import dev.runtree.json.PathParts.Name;
import dev.runtree.json.PathParts.Query;
import dev.runtree.json.PathParts.Segment;
import dev.runtree.json.PathParts.Selector;
import dev.runtree.json.PathParts.Slice;
import dev.runtree.json.PathParts.Wildcard;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads queries, segments and selectors; filters are {@link FilterReader}'s. */
final class PathReader {
    private static final long LARGEST = (1L << 53) - 1;

    final String text;
    int pos;
    private final FilterReader filters = new FilterReader(this);

    PathReader(String text) {
        this.text = text;
    }

    Query whole() throws BadJsonPath {
        if (!take('$')) {
            throw wrong("a JSONPath begins with $");
        }
        var query = new Query(true, segments());
        if (pos < text.length()) {
            throw wrong("expected . or [ here");
        }
        return query;
    }

    /** Behind the {@code $} or {@code @}. */
    List<Segment> segments() throws BadJsonPath {
        var segments = new ArrayList<Segment>();
        while (true) {
            var before = pos;
            space();
            if (text.startsWith("..", pos)) {
                pos += 2;
                segments.add(new Segment(true, peek() == '[' ? bracketed() : List.of(shorthand())));
            } else if (take('.')) {
                segments.add(new Segment(false, List.of(shorthand())));
            } else if (peek() == '[') {
                segments.add(new Segment(false, bracketed()));
            } else {
                pos = before;
                return segments;
            }
        }
    }

    private Selector shorthand() throws BadJsonPath {
        if (take('*')) {
            return new Wildcard();
        }
        var from = pos;
        while (pos < text.length() && isNameCharacter(text.charAt(pos), pos == from)) {
            pos++;
        }
        if (pos == from) {
            throw wrong("expected a name or * here; other keys are written ['like this']");
        }
        return new Name(text.substring(from, pos));
    }

    private static boolean isNameCharacter(char c, boolean first) {
        return c == '_'
                || (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || c >= 0x80
                || (!first && c >= '0' && c <= '9');
    }

    private List<Selector> bracketed() throws BadJsonPath {
        expect('[');
        var selectors = new ArrayList<Selector>();
        do {
            space();
            selectors.add(selector());
            space();
        } while (take(','));
        if (!take(']')) {
            throw wrong("expected ] or , here");
        }
        return selectors;
    }

    private Selector selector() throws BadJsonPath {
        var c = peek();
        if (c == '*') {
            pos++;
            return new Wildcard();
        }
        if (c == '\'' || c == '"') {
            return new Name(string());
        }
        if (c == '?') {
            pos++;
            space();
            return new PathParts.Filter(filters.or(0));
        }
        if (c == ':' || c == '-' || isDigit(c)) {
            return indexOrSlice();
        }
        throw wrong("expected a key in quotes, a number, a slice, * or ? here");
    }

    private Selector indexOrSlice() throws BadJsonPath {
        var start = peek() == ':' ? null : Long.valueOf(integer());
        var before = pos;
        space();
        if (!take(':')) {
            pos = before;
            return new Index(start == null ? 0 : start);
        }
        space();
        var end = integerIfAny();
        space();
        Long step = null;
        if (take(':')) {
            space();
            step = integerIfAny();
        }
        return new Slice(start, end, step == null ? 1 : step);
    }

    private @Nullable Long integerIfAny() throws BadJsonPath {
        return peek() == '-' || isDigit(peek()) ? Long.valueOf(integer()) : null;
    }

    private long integer() throws BadJsonPath {
        var from = pos;
        take('-');
        var digits = pos;
        while (isDigit(peek())) {
            pos++;
        }
        var odd = pos == digits || (text.charAt(digits) == '0' && (pos > digits + 1 || digits > from));
        if (odd || pos - digits > 16) {
            pos = from;
            throw wrong("expected a whole number without leading zeros here");
        }
        var value = Long.parseLong(text, from, pos, 10);
        if (Math.abs(value) > LARGEST) {
            pos = from;
            throw wrong("this number is too large");
        }
        return value;
    }

    /** A literal in either kind of quotes. */
    String string() throws BadJsonPath {
        var opening = pos;
        var quote = text.charAt(pos++);
        var out = new StringBuilder();
        while (pos < text.length()) {
            var c = text.charAt(pos);
            if (c == quote) {
                pos++;
                return out.toString();
            }
            if (c < ' ') {
                throw wrong("control characters are written as escapes");
            }
            pos++;
            out.append(c == '\\' ? escape(quote) : c);
        }
        pos = opening;
        throw wrong("this quote is not closed");
    }

    private char escape(char quote) throws BadJsonPath {
        if (pos >= text.length()) {
            throw wrong("expected the rest of an escape here");
        }
        var c = text.charAt(pos++);
        return switch (c) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case '/', '\\' -> c;
            case 'u' -> unicode();
            default -> {
                if (c == quote) {
                    yield c;
                }
                pos--;
                throw wrong("this is no escape");
            }
        };
    }

    /** Halves of pairs are understood only as pairs. */
    private char unicode() throws BadJsonPath {
        var value = hex();
        if (Character.isHighSurrogate(value)) {
            var paired = text.startsWith("\\u", pos);
            pos += paired ? 2 : 0;
            var low = paired ? hex() : 0;
            if (!Character.isLowSurrogate(low)) {
                throw wrong("expected the other half of this character, as \\u and four digits");
            }
            pos -= 6;
        } else if (Character.isLowSurrogate(value) && !followsHigh()) {
            throw wrong("this is the second half of a character without its first");
        }
        return value;
    }

    private boolean followsHigh() {
        var before = pos - 12;
        if (before < 0 || !text.startsWith("\\u", before)) {
            return false;
        }
        try {
            return Character.isHighSurrogate((char) Integer.parseInt(text, before + 2, before + 6, 16));
        } catch (NumberFormatException other) {
            return false;
        }
    }

    private char hex() throws BadJsonPath {
        var value = 0;
        for (var i = 0; i < 4; i++) {
            var digit = pos < text.length() && text.charAt(pos) < 0x80 ? Character.digit(text.charAt(pos), 16) : -1;
            if (digit < 0) {
                throw wrong("expected four hexadecimal digits here");
            }
            value = value * 16 + digit;
            pos++;
        }
        return (char) value;
    }

    void expect(char c) throws BadJsonPath {
        if (!take(c)) {
            throw wrong("expected " + c + " here");
        }
    }

    boolean take(char c) {
        if (peek() != c || pos >= text.length()) {
            return false;
        }
        pos++;
        return true;
    }

    boolean take(String words) {
        if (!text.startsWith(words, pos)) {
            return false;
        }
        pos += words.length();
        return true;
    }

    /** The next character; NUL at the end. */
    char peek() {
        return pos < text.length() ? text.charAt(pos) : 0;
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    void space() {
        while (pos < text.length() && JsonScanner.isSpace(text.charAt(pos))) {
            pos++;
        }
    }

    BadJsonPath wrong(String expected) {
        return new BadJsonPath(expected, Math.min(pos, text.length()));
    }
}
