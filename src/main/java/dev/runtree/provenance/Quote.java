package dev.runtree.provenance;

/**
 * Words around a value, as they were said.
 *
 * @param path where in a JSON document; empty for a plain text
 * @param before what stands in front of it, its beginning left out
 * @param match the value in the notation in which it was said
 */
public record Quote(String path, String before, String match, String after) {
    private static final int AROUND = 70;
    private static final int LONGEST = 400;

    static Quote of(String path, String text, int from, int to) {
        var start = Math.max(0, from - AROUND);
        var end = Math.min(text.length(), to + AROUND);
        var match = to - from <= LONGEST ? text.substring(from, to) : text.substring(from, from + LONGEST) + "…";
        return new Quote(
                path,
                (start > 0 ? "…" : "") + text.substring(wordStart(text, start, from), from),
                match,
                text.substring(to, wordEnd(text, to, end)) + (end < text.length() ? "…" : ""));
    }

    /** Not in the middle of a word, when one ends soon. */
    private static int wordStart(String text, int start, int from) {
        if (start == 0) {
            return 0;
        }
        for (var i = start; i < Math.min(from, start + 20); i++) {
            if (Character.isWhitespace(text.charAt(i))) {
                return i + 1;
            }
        }
        return Character.isLowSurrogate(text.charAt(start)) ? start + 1 : start;
    }

    private static int wordEnd(String text, int to, int end) {
        if (end == text.length()) {
            return end;
        }
        for (var i = end; i > Math.max(to, end - 20); i--) {
            if (Character.isWhitespace(text.charAt(i - 1))) {
                return i - 1;
            }
        }
        return Character.isLowSurrogate(text.charAt(end)) ? end - 1 : end;
    }
}
