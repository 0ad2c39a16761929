package dev.runtree.store.contents;

/**
 * The tokens of a JSON text that may stand in a JSON string, and that string in the text of another: a quotation mark of the
 * text in no string is {@code "}, in one it is {@code \"}, in two {@code \\\"}. A level is how many strings there are around.
 */
final class EscapedJson {
    private final String text;

    EscapedJson(String text) {
        this.text = text;
    }

    /** A NUL, which JSON has none of, behind the end. */
    char at(int at) {
        return at < text.length() ? text.charAt(at) : 0;
    }

    static int quoteLength(int level) {
        return 1 << level;
    }

    boolean isQuote(int at, int level) {
        var last = at + quoteLength(level) - 1;
        return at(last) == '"' && isBackslashes(at, last);
    }

    /**
     * @param from behind the opening quotation mark
     * @return behind the closing one, or -1 when a string around this one ends before
     */
    int stringEnd(int from, int level) {
        var marks = quoteLength(level);
        for (var quote = text.indexOf('"', from); quote >= 0; quote = text.indexOf('"', quote + 1)) {
            var backslashes = 0;
            while (quote - backslashes > from && text.charAt(quote - backslashes - 1) == '\\') {
                backslashes++;
            }
            var rest = backslashes & (2 * marks - 1);
            if (rest == marks - 1) {
                return quote + 1;
            }
            if (rest != 2 * marks - 1) {
                return -1;
            }
        }
        return -1;
    }

    /** The next place that is no white space, which in a string may be an escape such as {@code \n}. */
    int skipSpace(int from, int level) {
        var at = from;
        while (true) {
            var c = at(at);
            if (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
                at++;
            } else if (c == '\\' && level > 0 && isEscapedSpace(at, level)) {
                at += quoteLength(level - 1) + 1;
            } else {
                return at;
            }
        }
    }

    private boolean isEscapedSpace(int at, int level) {
        var letter = at + quoteLength(level - 1);
        var c = at(letter);
        return (c == 'n' || c == 'r' || c == 't') && isBackslashes(at, letter);
    }

    private boolean isBackslashes(int from, int to) {
        for (var i = from; i < to; i++) {
            if (text.charAt(i) != '\\') {
                return false;
            }
        }
        return true;
    }

    /** Behind a number, {@code true}, {@code false} or {@code null}; the same place when there is none. */
    int wordEnd(int from) {
        var at = from;
        while (isOfWord(at(at))) {
            at++;
        }
        return at;
    }

    private static boolean isOfWord(char c) {
        return switch (c) {
            case '-', '.', '+', 'E', 'N', 'I' -> true;
            default -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
        };
    }
}
