package dev.runtree.ui.copy;

import java.util.ArrayList;
import java.util.List;

/** Texts as Java writes them. */
final class JavaText {
    /** A class file holds strings of up to 65,535 bytes, and a character takes up to three. */
    private static final int MOST = 20_000;

    private JavaText() {}

    /** An expression with this value: a literal, or pieces that are joined when one would be too long for a class file. */
    static String literal(String text) {
        if (text.length() <= MOST) {
            return quoted(text);
        }
        List<String> pieces = new ArrayList<>();
        for (var at = 0; at < text.length(); at += MOST) {
            pieces.add(quoted(text.substring(at, Math.min(text.length(), at + MOST))));
        }
        return "String.join(\"\", " + String.join(", ", pieces) + ")";
    }

    private static String quoted(String text) {
        var literal = new StringBuilder("\"");
        for (var i = 0; i < text.length(); i++) {
            var character = text.charAt(i);
            switch (character) {
                case '"' -> literal.append("\\\"");
                case '\\' -> literal.append("\\\\");
                case '\n' -> literal.append("\\n");
                case '\r' -> literal.append("\\r");
                case '\t' -> literal.append("\\t");
                default -> {
                    if (character < ' ' || character == 127) {
                        // Unicode escapes are read before literals are: a line feed as one would end the line.
                        literal.append('\\').append("%03o".formatted((int) character));
                    } else if (Character.isSurrogate(character) || character == '\u2028' || character == '\u2029') {
                        literal.append("\\u%04x".formatted((int) character));
                    } else {
                        literal.append(character);
                    }
                }
            }
        }
        return literal.append('"').toString();
    }
}
