package dev.runtree.json;

import org.jspecify.annotations.Nullable;

/**
 * The lines that a JSON text has when it is laid out: one for each value, and one more for the end of each object or array
 * that holds something. Three numbers a line, over the text as it was sent; so numbers stay exact, a key that occurs twice
 * stays twice, and nothing is copied. May be read while a {@link JsonScanner} still writes it: an object or array whose end
 * was not met yet ends where the index ends.
 */
public final class JsonIndex {
    static final int SCALAR = 0;
    static final int OPEN = 1;
    static final int CLOSE = 2;
    static final int EMPTY = 3;
    static final int SHAPE = 3;
    static final int KEYED = 4;
    static final int ESCAPED = 8;
    static final int STRING = 16;
    static final int OBJECT = 32;
    static final int DEPTH = 6;

    private final String text;
    final Ints at = new Ints();
    /** Of an opening line its closing one, or while that is unknown the one around it; of a closing line its opening one; else where the value ends. */
    final Ints link = new Ints();

    final Ints meta = new Ints();
    private volatile boolean finished;
    private volatile @Nullable JsonMistake mistake;

    JsonIndex(String text) {
        this.text = text;
    }

    /** The index of a whole text. Not for the FX thread when it is long. */
    public static JsonIndex of(String text) {
        var scanner = new JsonScanner(text);
        scanner.scan(Integer.MAX_VALUE);
        return scanner.index();
    }

    /** Whether a text looks like an object or array, by its first character. */
    public static boolean isLikely(String text) {
        var at = 0;
        while (at < text.length() && JsonScanner.isSpace(text.charAt(at))) {
            at++;
        }
        return at < text.length() && (text.charAt(at) == '{' || text.charAt(at) == '[');
    }

    void publish() {
        at.publish();
        link.publish();
        meta.publish();
    }

    void end(@Nullable JsonMistake wrong) {
        publish();
        mistake = wrong;
        finished = true;
    }

    public String text() {
        return text;
    }

    public int size() {
        return meta.size();
    }

    /** Whether all of the text is in the index, or all that can be. */
    public boolean isFinished() {
        return finished;
    }

    /** Why the text is not JSON; {@code null} while it may be. */
    public @Nullable JsonMistake mistake() {
        return mistake;
    }

    public boolean isOpen(int line) {
        return (meta.get(line) & SHAPE) == OPEN;
    }

    public boolean isClose(int line) {
        return (meta.get(line) & SHAPE) == CLOSE;
    }

    /** Whether it is an object or array that holds nothing. */
    public boolean isEmpty(int line) {
        return (meta.get(line) & SHAPE) == EMPTY;
    }

    public boolean isString(int line) {
        return (meta.get(line) & STRING) != 0;
    }

    /** Whether a string has escapes. */
    public boolean isEscaped(int line) {
        return (meta.get(line) & ESCAPED) != 0;
    }

    public boolean hasKey(int line) {
        return (meta.get(line) & KEYED) != 0;
    }

    /** 0 for the outermost value. */
    public int depth(int line) {
        return meta.get(line) >>> DEPTH;
    }

    /** The last line of a value: the closing one of an object or array that holds something, else the line itself. */
    public int last(int line) {
        if (!isOpen(line)) {
            return line;
        }
        var close = link.get(line);
        return close > line ? close : size() - 1;
    }

    /** The line that opens what a closing line ends; else the line itself. */
    public int opening(int line) {
        return isClose(line) ? link.get(line) : line;
    }

    /** Where a line starts: with its key's quote, its value, or its closing bracket. */
    public int start(int line) {
        return at.get(line);
    }

    /** Whether a line has a key with escapes. */
    public boolean hasEscapedKey(int line) {
        if (!hasKey(line)) {
            return false;
        }
        var escape = text.indexOf('\\', start(line), keyEnd(line));
        return escape >= 0;
    }

    /** The offset behind the key's closing quote. */
    public int keyEnd(int line) {
        return JsonStrings.end(text, at.get(line));
    }

    /** What the key says; {@code null} for none. */
    public @Nullable String key(int line) {
        return hasKey(line) ? JsonStrings.decoded(text, at.get(line) + 1, keyEnd(line) - 1) : null;
    }

    public int valueStart(int line) {
        if (!hasKey(line)) {
            return at.get(line);
        }
        var from = text.indexOf(':', keyEnd(line)) + 1;
        while (JsonScanner.isSpace(text.charAt(from))) {
            from++;
        }
        return from;
    }

    /** Behind a value; behind all of the text while it is not known. */
    public int valueEnd(int line) {
        if (isOpen(line)) {
            var close = link.get(line);
            return close > line ? at.get(close) + 1 : text.length();
        }
        return isClose(line) ? at.get(line) + 1 : link.get(line);
    }

    /** A value as it was sent; of a closing line that of its opening one. */
    public String raw(int line) {
        var of = opening(line);
        return text.substring(valueStart(of), valueEnd(of));
    }

    /** What a string says; everything else as it was sent. */
    public String said(int line) {
        var of = opening(line);
        return isString(of) ? JsonStrings.decoded(text, valueStart(of) + 1, valueEnd(of) - 1) : raw(of);
    }

    /** The next value of the same object or array, or the line that closes it. */
    public int next(int line) {
        return last(line) + 1;
    }

    /** The line whose object or array a line stands in; -1 for the outermost. */
    public int parent(int line) {
        var of = opening(line);
        var depth = depth(of);
        var before = of - 1;
        while (before >= 0 && depth(before) >= depth) {
            before = (isClose(before) ? opening(before) : before) - 1;
        }
        return before;
    }

    /** Which element or member of its parent a value is, from 0. */
    public int position(int line) {
        var of = opening(line);
        var parent = parent(of);
        var count = 0;
        for (var sibling = parent + 1; sibling < of; sibling = next(sibling)) {
            count++;
        }
        return parent < 0 ? 0 : count;
    }

    /** How many values an object or array has. */
    public int count(int line) {
        if (!isOpen(line)) {
            return 0;
        }
        var count = 0;
        var last = last(line);
        for (var child = line + 1; child <= last && !isClose(child); child = next(child)) {
            count++;
        }
        return count;
    }

    public boolean isObject(int line) {
        return (meta.get(opening(line)) & OBJECT) != 0;
    }

    public boolean isArray(int line) {
        var shape = meta.get(line) & SHAPE;
        return shape != SCALAR && !isObject(line);
    }

    /** The line in which a place of the text stands. */
    public int lineAt(int offset) {
        return Math.max(0, at.floor(offset));
    }
}
