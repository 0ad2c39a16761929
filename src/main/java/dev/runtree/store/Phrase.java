package dev.runtree.store;

import dev.runtree.query.Glob;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Words as they may stand in a stored payload, which is JSON, often with more JSON in its strings: a quote has any number of
 * backslashes before it, a line's end is an {@code n} behind one or more of them, and any character but letters and digits of
 * ASCII may be written by its four hex digits. Whether a letter is large makes no difference.
 *
 * @param regex means the same to PostgreSQL ({@code ~*} with the collation C) and to Java
 * @param pieces that it is made of, one after the other with anything in between
 */
record Phrase(String regex, List<String> pieces) {
    Phrase {
        pieces = List.copyOf(pieces);
    }

    private static final int AROUND = 60;

    /** What is left of escapes and line ends where a person reads it. */
    private static final Pattern BREAKS = Pattern.compile("(?:\\\\+[nrt]|\\s)+");

    private static final Pattern ESCAPES = Pattern.compile("\\\\+([\"'/\\\\])");
    private static final Pattern CODES = Pattern.compile("\\\\+u([0-9a-fA-F]{4})");

    static Phrase of(Glob words) {
        var pieces = words.pieces().stream()
                .map(piece -> SpanCleaner.text(piece)
                        .codePoints()
                        .mapToObj(Phrase::written)
                        .collect(Collectors.joining()))
                .toList();
        return new Phrase(String.join(".*", pieces), pieces);
    }

    private static String written(int c) {
        return switch (c) {
            case '\n' -> "(?:\\\\+n|\\n|" + code('\n') + ")";
            case '\r' -> "(?:\\\\+r|\\r|" + code('\r') + ")";
            case '\t' -> "(?:\\\\+t|\\t|" + code('\t') + ")";
            case '"', '\'', '/' -> "(?:\\\\*" + plain(c) + "|" + code(c) + ")";
            case '\\' -> "(?:\\\\+|" + code(c) + ")";
            case ' ' -> " ";
            default ->
                isWord(c) ? Character.toString(c) : c < 128 ? "(?:" + plain(c) + "|" + code(c) + ")" : foreign(c);
        };
    }

    /** Both engines compare letters beyond ASCII as they are, so each case of one is named. */
    private static String foreign(int c) {
        var cases = new TreeSet<Integer>();
        cases.add(c);
        cases.add(Character.toLowerCase(c));
        cases.add(Character.toUpperCase(c));
        return cases.stream()
                .map(each -> Character.toString(each) + "|" + code(each))
                .collect(Collectors.joining("|", "(?:", ")"));
    }

    private static String code(int c) {
        return Character.toString(c)
                .chars()
                .mapToObj(unit -> "\\\\+u%04x".formatted(unit))
                .collect(Collectors.joining());
    }

    private static boolean isWord(int c) {
        return c < 128 && Character.isLetterOrDigit(c);
    }

    private static String plain(int c) {
        return c < ' ' || c == '_' ? Character.toString(c) : "\\" + Character.toString(c);
    }

    /** The place of the words in a text, with what stands around it, made readable; empty when they do not stand there. */
    Optional<String> snippet(String text) {
        var found = Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.DOTALL)
                .matcher(text);
        if (!found.find()) {
            return Optional.empty();
        }
        var from = Math.max(0, found.start() - AROUND);
        var to = Math.min(text.length(), Math.min(found.end(), found.start() + 4 * AROUND) + AROUND);
        // Never in the middle of a character.
        from += from > 0 && Character.isLowSurrogate(text.charAt(from)) ? 1 : 0;
        to -= Character.isHighSurrogate(text.charAt(to - 1)) ? 1 : 0;
        return Optional.of(
                (from > 0 ? "…" : "") + readable(text.substring(from, to)) + (to < text.length() ? "…" : ""));
    }

    private static String readable(String text) {
        var coded = CODES.matcher(text).replaceAll(code -> {
            var unit = (char) Integer.parseInt(code.group(1), 16);
            return Character.isISOControl(unit) || unit == '\\' || unit == '$' ? " " : Character.toString(unit);
        });
        return BREAKS.matcher(ESCAPES.matcher(coded).replaceAll("$1"))
                .replaceAll(" ")
                .strip();
    }
}
