package dev.runtree.yaml;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Writes keys, lists and texts so that {@link YamlFile} reads every text back as it was, character by character. Texts of several
 * lines stand as blocks, to be edited as they are; what a block cannot hold (carriage returns, control characters) is quoted,
 * still a line each.
 */
public final class YamlWriter {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9_./-]*(:[A-Za-z0-9_./-]+)*");
    private static final Set<String> NOT_TEXT = Set.of("true", "false", "yes", "no", "on", "off", "null", "y", "n");
    private static final Pattern LINE_ENDS = Pattern.compile("(?<=\n)");
    private static final int STEP = 2;

    private final StringBuilder made = new StringBuilder();
    private int depth;
    private boolean inItem;

    /** A line for people. */
    public YamlWriter comment(String line) {
        indent().append("# ").append(line.replaceAll("\\p{Cntrl}", " ")).append('\n');
        return this;
    }

    /** A key with a text. */
    public YamlWriter text(String key, String value) {
        key(key).append(' ');
        scalar(value);
        made.append('\n');
        return this;
    }

    /** A key with a number or another word that is not a text. */
    public YamlWriter word(String key, String value) {
        key(key).append(' ').append(value).append('\n');
        return this;
    }

    /** A key, behind which what {@code inside} writes stands one step deeper. */
    public YamlWriter map(String key, Runnable inside) {
        key(key).append('\n');
        deeper(inside);
        return this;
    }

    /** One item of a list, the keys that {@code inside} writes. */
    public YamlWriter item(Runnable inside) {
        indent().append("- ");
        inItem = true;
        deeper(inside);
        inItem = false;
        return this;
    }

    private void deeper(Runnable inside) {
        depth++;
        inside.run();
        depth--;
    }

    private StringBuilder key(String key) {
        indent();
        quotedUnlessPlain(key);
        return made.append(':');
    }

    private StringBuilder indent() {
        if (inItem) {
            inItem = false;
            return made;
        }
        return made.repeat(' ', depth * STEP);
    }

    private void scalar(String text) {
        if (isBlock(text)) {
            block(text);
        } else if (text.indexOf('\n') >= 0 && text.indexOf('\n') < text.length() - 1) {
            quotedLines(text);
        } else {
            quotedUnlessPlain(text);
        }
    }

    private static boolean isBlock(String text) {
        return text.indexOf('\n') >= 0
                && !text.isBlank()
                && text.codePoints().allMatch(c -> c == '\n' || c == '\t' || isWrittenAsItIs(c));
    }

    /** Behind a mark for how deep it begins, since its first line may begin with spaces, and one for how it ends. */
    private void block(String text) {
        var lines = text.split("\n", -1);
        var isEnded = text.endsWith("\n");
        made.append('|');
        if (lines[0].isEmpty() || Character.isWhitespace(lines[0].charAt(0))) {
            made.append(STEP);
        }
        made.append(isEnded ? (text.endsWith("\n\n") ? "+" : "") : "-");
        for (var at = 0; at < lines.length - (isEnded ? 1 : 0); at++) {
            made.append('\n');
            if (!lines[at].isEmpty()) {
                made.repeat(' ', (depth + 1) * STEP).append(lines[at]);
            }
        }
    }

    private void quotedUnlessPlain(String text) {
        if (PLAIN.matcher(text).matches() && !NOT_TEXT.contains(text.toLowerCase(java.util.Locale.ROOT))) {
            made.append(text);
        } else {
            made.append('"');
            quote(text);
            made.append('"');
        }
    }

    /** A backslash at the end of a line says that the line of the file is not one of the text. */
    private void quotedLines(String text) {
        made.append('"');
        var lines = LINE_ENDS.split(text, 0);
        for (var at = 0; at < lines.length; at++) {
            var line = lines[at];
            if (at > 0) {
                made.append("\\\n").repeat(' ', (depth + 1) * STEP);
                if (line.startsWith(" ")) {
                    made.append('\\');
                }
            }
            quote(line);
        }
        made.append('"');
    }

    private void quote(String text) {
        text.codePoints().forEach(c -> {
            switch (c) {
                case '"' -> made.append("\\\"");
                case '\\' -> made.append("\\\\");
                case '\n' -> made.append("\\n");
                case '\r' -> made.append("\\r");
                case '\t' -> made.append("\\t");
                default -> {
                    if (isWrittenAsItIs(c)) {
                        made.appendCodePoint(c);
                    } else {
                        made.append(c > 0xFFFF ? "\\U%08X".formatted(c) : "\\u%04X".formatted(c));
                    }
                }
            }
        });
    }

    /** What YAML lets stand in a text and does not take for a line's end. */
    private static boolean isWrittenAsItIs(int c) {
        return (c >= 0x20 && c <= 0x7E)
                || (c >= 0xA0 && c <= 0xD7FF && c != 0x2028 && c != 0x2029)
                || (c >= 0xE000 && c <= 0xFFFD && c != 0xFEFF)
                || (c >= 0x10000 && c <= 0x10FFFF);
    }

    @Override
    public String toString() {
        return made.toString();
    }
}
