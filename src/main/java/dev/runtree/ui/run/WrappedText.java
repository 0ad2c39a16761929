package dev.runtree.ui.run;

import java.util.Arrays;

/**
 * A text broken into lines of so many characters: at its own line ends, then at blanks, then anywhere. It is broken only as
 * far as somebody has looked, so that a text of many megabytes costs no more than its first lines.
 */
final class WrappedText {
    private final String text;
    private final int columns;
    /** Where lines begin; the one behind the last known line as well. */
    private int[] starts = new int[16];

    private int known;

    WrappedText(String text, int columns) {
        this.text = text;
        this.columns = Math.max(8, columns);
    }

    /** How many lines there are, counted up to a number. */
    int count(int most) {
        while (known < most && !isAtEnd()) {
            add();
        }
        return Math.min(known, most);
    }

    private boolean isAtEnd() {
        return known > 0 && starts[known] > text.length();
    }

    private void add() {
        if (known + 1 >= starts.length) {
            starts = Arrays.copyOf(starts, 2 * starts.length);
        }
        starts[known + 1] = next(starts[known]);
        known++;
    }

    /** Where the line after one begins; behind the text's length when that was the last. */
    private int next(int from) {
        var most = Math.min(text.length(), from + columns);
        for (var at = from; at < most; at++) {
            if (isLineEnd(at)) {
                return at + lineEnd(at);
            }
        }
        if (most == text.length()) {
            return text.length() + 1;
        }
        if (isLineEnd(most)) {
            return most + lineEnd(most);
        }
        var blank = text.lastIndexOf(' ', most);
        if (blank > from + columns / 2) {
            return blank + 1;
        }
        // Not between the two halves of one character.
        return Character.isLowSurrogate(text.charAt(most)) ? most - 1 : most;
    }

    private boolean isLineEnd(int at) {
        return text.charAt(at) == '\n' || text.charAt(at) == '\r';
    }

    private int lineEnd(int at) {
        return text.charAt(at) == '\r' && at + 1 < text.length() && text.charAt(at + 1) == '\n' ? 2 : 1;
    }

    /** A line that is there. */
    String line(int number) {
        if (count(number + 1) <= number) {
            return "";
        }
        var end = Math.min(text.length(), starts[number + 1]);
        return text.substring(starts[number], end).replace("\t", "    ").stripTrailing();
    }

    /** Which part of the text comes before a line, 0 to 1. */
    double before(int line) {
        return text.isEmpty() ? 0 : Math.min(1, (double) starts[count(line)] / text.length());
    }
}
