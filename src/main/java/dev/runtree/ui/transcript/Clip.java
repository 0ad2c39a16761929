package dev.runtree.ui.transcript;

/**
 * A text as far as a transcript keeps it: its beginning, and how long all of it is. The whole of it is read where its step is.
 *
 * @param text at most {@value #KEPT} characters
 * @param length of the whole, in UTF-16 characters
 */
record Clip(String text, int length) {
    /** More than anybody reads in a conversation; a run of a thousand calls has to fit into memory. */
    static final int KEPT = 64 * 1024;

    /** What is shown before it is unfolded. */
    private static final int SHORT = 1_200;

    private static final int SHORT_LINES = 16;

    static Clip of(String whole) {
        return new Clip(beginning(whole, KEPT), whole.length());
    }

    private static String beginning(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
    }

    /** Whether {@link #shortened} is less than the whole. */
    boolean isLong() {
        return shortened().length() < length;
    }

    /** Its first lines. */
    String shortened() {
        var end = text.length() > SHORT + SHORT / 4 ? beginning(text, SHORT).length() : text.length();
        var lines = 0;
        for (var at = 0; at < end; at++) {
            if (text.charAt(at) == '\n' && ++lines == SHORT_LINES) {
                return text.substring(0, at);
            }
        }
        return text.substring(0, end);
    }

    /** All on one line, at most so many characters. */
    String line(int most) {
        var line = beginning(text, 4 * most).replaceAll("\\s+", " ").strip();
        var cut = beginning(line, most);
        return cut.length() < line.length() || text.length() < length ? cut + "…" : cut;
    }

    /** How much of it is not kept. */
    int left() {
        return length - text.length();
    }
}
