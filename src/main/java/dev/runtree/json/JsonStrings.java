package dev.runtree.json;

/** The strings of a JSON text: what they say, and where in them it is said. */
public final class JsonStrings {
    private JsonStrings() {}

    /** The offset behind the closing quote of a sound string that starts at {@code quote}. */
    static int end(String text, int quote) {
        var at = quote + 1;
        while (true) {
            var close = text.indexOf('"', at);
            var escape = text.indexOf('\\', at);
            if (escape < 0 || escape > close) {
                return close + 1;
            }
            at = escape + 2;
        }
    }

    /** The characters that a sound string says whose content is {@code text[from..to)}, without the quotes. */
    public static String decoded(String text, int from, int to) {
        var escape = text.indexOf('\\', from);
        if (escape < 0 || escape >= to) {
            return text.substring(from, to);
        }
        var out = new StringBuilder(to - from);
        var at = from;
        while (escape >= 0 && escape < to) {
            out.append(text, at, escape).append(character(text, escape));
            at = escape + length(text, escape);
            escape = text.indexOf('\\', at);
        }
        return out.append(text, at, to).toString();
    }

    /** Where in the text the character stands that is the {@code decoded}-th that the string says. */
    public static int rawOffset(String text, int from, int decoded) {
        var at = from;
        for (var said = 0; said < decoded; said++) {
            at += text.charAt(at) == '\\' ? length(text, at) : 1;
        }
        return at;
    }

    private static int length(String text, int escape) {
        return text.charAt(escape + 1) == 'u' ? 6 : 2;
    }

    private static char character(String text, int escape) {
        var named = text.charAt(escape + 1);
        return switch (named) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'u' -> (char) Integer.parseInt(text, escape + 2, escape + 6, 16);
            default -> named;
        };
    }

    /** A text as a JSON string, with quotes. */
    public static String quoted(String text) {
        var out = new StringBuilder(text.length() + 2).append('"');
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> out.append('\\').append(c);
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ') {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        return out.append('"').toString();
    }
}
