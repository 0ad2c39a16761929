package dev.runtree.otlp.text;

/** A place in a text that Python printed, and how to read on from it: characters, names, strings with their escapes. */
final class PythonText {
    private final String text;
    private int at;

    PythonText(String text) {
        this.text = text;
    }

    boolean isAtEnd() {
        return at == text.length();
    }

    char peek() {
        if (at >= text.length()) {
            throw new Malformed();
        }
        return text.charAt(at);
    }

    boolean isNext(char c) {
        return at < text.length() && text.charAt(at) == c;
    }

    boolean isQuoteNext() {
        return isNext('\'') || isNext('"');
    }

    char next() {
        var c = peek();
        at++;
        return c;
    }

    void skipSpace() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    /** Whether {@code name=} comes next. */
    boolean isFieldNext() {
        var i = at;
        while (i < text.length() && Character.isJavaIdentifierPart(text.charAt(i))) {
            i++;
        }
        return i > at && i < text.length() && text.charAt(i) == '=';
    }

    boolean isNumberNext() {
        var c = peek();
        var digit = c == '-' || c == '+' || c == '.' ? at + 1 : at;
        return digit < text.length() && text.charAt(digit) >= '0' && text.charAt(digit) <= '9';
    }

    /** What comes until the first character that is not part of a name, which may have points in it. */
    String name() {
        var start = at;
        while (at < text.length() && (Character.isJavaIdentifierPart(text.charAt(at)) || text.charAt(at) == '.')) {
            at++;
        }
        return text.substring(start, at);
    }

    String digits() {
        var start = at;
        while (at < text.length() && "+-.0123456789eE_".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return text.substring(start, at).replace("_", "");
    }

    /** What stands in angle brackets, with them and with those inside: {@code <function go.<locals>.f at 0x7f>}. */
    String angles() {
        var start = at;
        var open = 0;
        do {
            var c = next();
            open += c == '<' ? 1 : c == '>' ? -1 : 0;
        } while (open > 0);
        return text.substring(start, at);
    }

    /** Goes behind a word, if it comes before the character that ends its surroundings. */
    boolean skipThrough(String word, char end) {
        var found = text.indexOf(word, at);
        var close = text.indexOf(end, at);
        if (found < 0 || close < 0 || found > close) {
            return false;
        }
        at = found + word.length();
        return true;
    }

    /** A string, or several in a row, which Python joins. */
    String strings(boolean raw) {
        var said = new StringBuilder();
        do {
            string(raw, said);
            skipSpace();
        } while (isQuoteNext());
        return said.toString();
    }

    private void string(boolean raw, StringBuilder to) {
        var quote = String.valueOf(peek());
        var end = text.startsWith(quote.repeat(3), at) ? quote.repeat(3) : quote;
        at += end.length();
        while (!text.startsWith(end, at)) {
            var c = next();
            if (c == '\\' && !raw) {
                escape(to);
            } else {
                to.append(c);
            }
        }
        at += end.length();
    }

    private void escape(StringBuilder to) {
        var c = next();
        switch (c) {
            case 'n' -> to.append('\n');
            case 't' -> to.append('\t');
            case 'r' -> to.append('\r');
            case 'b' -> to.append('\b');
            case 'f' -> to.append('\f');
            case 'x' -> to.appendCodePoint(hex(2));
            case 'u' -> to.append((char) hex(4));
            case 'U' -> to.appendCodePoint(hex(8));
            case '\\', '\'', '"' -> to.append(c);
            case '\n' -> {
                // A backslash at a line's end joins the lines.
            }
            default -> to.append('\\').append(c);
        }
    }

    private int hex(int digits) {
        if (at + digits > text.length()) {
            throw new Malformed();
        }
        try {
            var code = Integer.parseInt(text, at, at + digits, 16);
            at += digits;
            if (Character.isValidCodePoint(code)) {
                return code;
            }
            throw new Malformed();
        } catch (NumberFormatException e) {
            throw new Malformed();
        }
    }

    /** The text is not what it seemed to be; caught where the reading began, without the cost of a stack trace. */
    static final class Malformed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Malformed() {
            super(null, null, false, false);
        }
    }
}
