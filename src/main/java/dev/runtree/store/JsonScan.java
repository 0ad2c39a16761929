package dev.runtree.store;

/**
 * Looks whether a text is one JSON value that PostgreSQL takes as it is, in a fraction of the time that a parser needs: nearly
 * all texts are, for they come from our own writer. It may say no to one that is fit, never yes to one that is not.
 */
final class JsonScan {
    /** Deeper ones are left to the parser. */
    private static final int MOST_DEPTH = 100;

    private static final int BAD = -1;
    private static final int ESCAPE = 6;

    private final String text;

    private JsonScan(String text) {
        this.text = text;
    }

    /** Whether it is JSON, without NUL and half surrogate pairs, escaped or not. */
    static boolean isFit(String text) {
        var scan = new JsonScan(text);
        return scan.value(scan.space(0), 0) == text.length();
    }

    /** Each of these takes the place of a part's beginning and gives that behind it and the space that follows, or BAD. */
    private int value(int at, int depth) {
        return switch (at(at)) {
            case '"' -> string(at);
            case '{' -> depth == MOST_DEPTH ? BAD : object(space(at + 1), depth + 1);
            case '[' -> depth == MOST_DEPTH ? BAD : array(space(at + 1), depth + 1);
            case 't' -> word(at, "true");
            case 'f' -> word(at, "false");
            case 'n' -> word(at, "null");
            default -> number(at);
        };
    }

    private int object(int first, int depth) {
        if (at(first) == '}') {
            return space(first + 1);
        }
        for (var at = first; ; at = space(at + 1)) {
            at = at(at) == '"' ? string(at) : BAD;
            at = at(at) == ':' ? value(space(at + 1), depth) : BAD;
            if (at(at) != ',') {
                return at(at) == '}' ? space(at + 1) : BAD;
            }
        }
    }

    private int array(int first, int depth) {
        if (at(first) == ']') {
            return space(first + 1);
        }
        for (var at = first; ; at = space(at + 1)) {
            at = value(at, depth);
            if (at(at) != ',') {
                return at(at) == ']' ? space(at + 1) : BAD;
            }
        }
    }

    private int string(int at) {
        for (var i = at + 1; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c == '"') {
                return space(i + 1);
            }
            if (c == '\\') {
                i += escape(i);
            } else if (c < ' ') {
                return BAD;
            } else if (Character.isSurrogate(c)) {
                if (Character.isLowSurrogate(c) || !Character.isLowSurrogate(at(i + 1))) {
                    return BAD;
                }
                i++;
            }
        }
        return BAD;
    }

    /** @return how many characters of an escape follow the backslash; so many that the text is at its end, of a bad one */
    private int escape(int at) {
        return switch (at(at + 1)) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> 1;
            case 'u' -> isCharacter(at + 2) ? ESCAPE - 1 : text.length();
            default -> text.length();
        };
    }

    /** Whether four hex digits here name a character. Pairs of surrogates are left to the parser. */
    private boolean isCharacter(int digits) {
        var unit = 0;
        for (var i = digits; i < digits + 4; i++) {
            var digit = at(i) > 'f' ? -1 : Character.digit(at(i), 16);
            if (digit < 0) {
                return false;
            }
            unit = unit * 16 + digit;
        }
        return unit != 0 && !Character.isSurrogate((char) unit);
    }

    private int number(int from) {
        var at = at(from) == '-' ? from + 1 : from;
        var whole = digits(at);
        if (whole == at || (at(at) == '0' && whole > at + 1)) {
            return BAD;
        }
        at = whole;
        if (at(at) == '.') {
            at = digits(at + 1);
            if (at == whole + 1) {
                return BAD;
            }
        }
        if (at(at) == 'e' || at(at) == 'E') {
            var first = at(at + 1) == '+' || at(at + 1) == '-' ? at + 2 : at + 1;
            at = digits(first);
            if (at == first) {
                return BAD;
            }
        }
        return space(at);
    }

    private int digits(int from) {
        var at = from;
        while (at(at) >= '0' && at(at) <= '9') {
            at++;
        }
        return at;
    }

    private int word(int at, String word) {
        return text.startsWith(word, at) ? space(at + word.length()) : BAD;
    }

    private int space(int from) {
        var at = from;
        while (at(at) == ' ' || at(at) == '\n' || at(at) == '\r' || at(at) == '\t') {
            at++;
        }
        return at;
    }

    /** NUL outside, which JSON has nowhere. */
    private char at(int place) {
        return place >= 0 && place < text.length() ? text.charAt(place) : 0;
    }
}
