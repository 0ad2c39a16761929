package dev.runtree.store;

import java.util.List;
import java.util.function.Function;

/**
 * A text that many spans share, as it is put into theirs.
 *
 * @param isPlain whether each of its code points is one character
 */
record WholeText(String text, boolean isPlain) {
    private static final char MARK = '\u0001';

    /** What the server as well says in place of a content that is gone. */
    static final WholeText GONE = of("null");

    static WholeText of(String text) {
        return new WholeText(text, text.codePointCount(0, text.length()) == text.length());
    }

    /**
     * The stored text with what it refers to in its place.
     *
     * @param contents the hashes that its references count
     * @param texts the text of a hash
     */
    static String whole(String stored, List<String> contents, Function<String, WholeText> texts) {
        var from = stored.indexOf(MARK);
        if (from < 0) {
            return stored;
        }
        var whole = new StringBuilder(2 * stored.length());
        var done = 0;
        while (from >= 0) {
            var to = stored.indexOf(MARK, from + 1);
            whole.append(stored, done, from);
            append(stored.substring(from + 1, to), contents, texts, whole);
            done = to + 1;
            from = stored.indexOf(MARK, done);
        }
        return whole.append(stored, done, stored.length()).toString();
    }

    /** A number of a content, and where it is a part of it, with which code point that begins and how many it has. */
    private static void append(
            String reference, List<String> contents, Function<String, WholeText> texts, StringBuilder to) {
        var numbers = reference.split(":", -1);
        var text = texts.apply(contents.get(Integer.parseInt(numbers[0]) - 1));
        if (numbers.length == 1) {
            to.append(text.text);
            return;
        }
        var start = text.offset(0, Integer.parseInt(numbers[1]) - 1);
        to.append(text.text, start, text.offset(start, Integer.parseInt(numbers[2])));
    }

    /** Where so many code points end; never beyond the text. */
    private int offset(int from, int count) {
        if (isPlain) {
            return Math.min(text.length(), from + count);
        }
        var at = from;
        for (var left = count; left > 0 && at < text.length(); left--) {
            at += Character.charCount(text.codePointAt(at));
        }
        return at;
    }
}
