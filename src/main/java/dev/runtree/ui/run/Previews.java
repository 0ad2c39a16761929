package dev.runtree.ui.run;

import java.util.regex.Pattern;

/** The beginning of an input on one line: {@code depart_date "2026-04-12", adults 1} of a JSON object. */
final class Previews {
    private static final int BEFORE = 16;
    private static final Pattern KEY = Pattern.compile("\"((?:[^\"\\\\]|\\\\.){1,60})\"\\s*:\\s*");
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private Previews() {}

    /** @param words begins a little before these, where they stand far behind; empty for none */
    static String of(String input, String words) {
        var text = BLANKS.matcher(input).replaceAll(" ").strip();
        if (text.startsWith("{")) {
            text = KEY.matcher(text.substring(1))
                    .replaceAll("$1 ")
                    .replace(",", ", ")
                    .replaceFirst("}\\s*$", "");
            text = BLANKS.matcher(text).replaceAll(" ").strip();
        }
        var at = words.isEmpty() ? -1 : SpanTexts.place(text, words);
        var from = at - BEFORE;
        if (from <= 0) {
            return text;
        }
        // A whole value with its name, if that begins near.
        var member = text.lastIndexOf(", ", at);
        return "…" + text.substring(member >= 0 && at - member < 3 * BEFORE ? member + 2 : from);
    }
}
