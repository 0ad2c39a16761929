package dev.runtree.cli;

import java.util.regex.Pattern;

/** How wide text is on a terminal, and what of it fits. */
final class Width {
    private static final Pattern BREAKS = Pattern.compile("\\s*[\\r\\n\\u2028\\u2029\\u0085]+\\s*|\\t");

    private Width() {}

    /** The text on one line, without the characters by which a payload could steer the terminal. */
    static String oneLine(String text) {
        return printable(BREAKS.matcher(text).replaceAll(" "));
    }

    /** The text without control characters other than line breaks and tabs: nothing recorded may steer the terminal. */
    static String printable(String text) {
        if (text.chars().noneMatch(Width::steers)) {
            return text;
        }
        var clean = new StringBuilder(text.length());
        text.chars().forEach(c -> clean.append(steers(c) ? '\uFFFD' : (char) c));
        return clean.toString();
    }

    private static boolean steers(int c) {
        boolean control = Character.isISOControl(c) && c != '\n' && c != '\t' && c != '\r';
        boolean turnsDirection = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
        return control || turnsDirection;
    }

    /** Columns that the text takes: two for East Asian wide characters and emoji, none for marks that combine. */
    static int of(String text) {
        return text.codePoints().map(Width::ofCodePoint).sum();
    }

    private static int ofCodePoint(int c) {
        if (c < 0x300) {
            return 1;
        }
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        boolean wide = (c >= 0x1100 && c <= 0x115F)
                || (c >= 0x2E80 && c <= 0xA4CF)
                || (c >= 0xAC00 && c <= 0xD7A3)
                || (c >= 0xF900 && c <= 0xFAFF)
                || (c >= 0xFE30 && c <= 0xFE6F)
                || (c >= 0xFF00 && c <= 0xFF60)
                || (c >= 0xFFE0 && c <= 0xFFE6)
                || (c >= 0x1F300 && c <= 0x1FAFF)
                || (c >= 0x20000 && c <= 0x3FFFD);
        return wide ? 2 : 1;
    }

    /** What fits into so many columns, with an ellipsis when that is not all. */
    static String shortened(String text, int columns) {
        if (of(text) <= columns) {
            return text;
        }
        int used = 0;
        int end = 0;
        while (end < text.length()) {
            int c = text.codePointAt(end);
            if (used + ofCodePoint(c) > columns - 1) {
                break;
            }
            used += ofCodePoint(c);
            end += Character.charCount(c);
        }
        return columns <= 0 ? "" : text.substring(0, end) + "…";
    }
}
