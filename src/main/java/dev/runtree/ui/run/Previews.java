package dev.runtree.ui.run;

import dev.runtree.ui.RightToLeft;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The beginning of an input on one line: {@code depart_date "2026-04-12", adults 1} of a JSON object. */
final class Previews {
    private static final Pattern KEY = Pattern.compile("\"((?:[^\"\\\\]|\\\\.){1,60})\"\\s*:\\s*");
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private Previews() {}

    /**
     * @param words are among what is seen, if they stand in it at all; empty for none
     * @param room how many characters are seen
     */
    static String of(String input, String words, int room) {
        var text = BLANKS.matcher(input).replaceAll(" ").strip();
        if (text.startsWith("{")) {
            text = KEY.matcher(text.substring(1))
                    .replaceAll(key -> Matcher.quoteReplacement(RightToLeft.isolated(key.group(1)) + " "))
                    .replace(",", ", ")
                    .replaceFirst("}\\s*$", "");
            text = BLANKS.matcher(text).replaceAll(" ").strip();
        }
        text = RightToLeft.quotesIsolated(text);
        var at = words.isEmpty() ? -1 : SpanTexts.place(text, words);
        if (at < 0 || at + words.length() < room) {
            return text;
        }
        // A whole value with its name, if there is room for both.
        var member = text.lastIndexOf(", ", at) + 2;
        return "…" + text.substring(member > 1 && at + words.length() - member + 2 < room ? member : at);
    }
}
