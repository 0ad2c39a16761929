package dev.runtree.provenance.text;

/**
 * Looks at single characters of a text, so that a pattern is tried only where it may match: most numbers are no dates, and a
 * pattern that fails costs more than all else that is done with them.
 */
final class Ahead {
    /** More digits than a year has are not told apart. */
    private static final int MOST_DIGITS = 5;

    private Ahead() {}

    /** How many digits stand at a place, at most five. */
    static int digits(String text, int from) {
        var digits = 0;
        while (digits < MOST_DIGITS && isDigit(at(text, from + digits))) {
            digits++;
        }
        return digits;
    }

    /** The character at a place; NUL where there is none. */
    static char at(String text, int place) {
        return place >= 0 && place < text.length() ? text.charAt(place) : 0;
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Whether it is a letter, or none of ASCII, which may be one. */
    static boolean mayBeLetter(char c) {
        return c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    /** What patterns mean by white space. */
    static boolean isSpace(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }

    /** The first place from one on where no white space stands. */
    static int behindSpace(String text, int from) {
        var at = from;
        while (isSpace(at(text, at))) {
            at++;
        }
        return at;
    }

    /** Whether it is a space between a number and what belongs to it. */
    static boolean isNarrowSpace(char c) {
        return c == ' ' || c == '\u00A0';
    }
}
