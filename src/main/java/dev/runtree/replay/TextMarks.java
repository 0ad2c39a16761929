package dev.runtree.replay;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What can be seen in a recorded text of what was done to it before: the marks that SDKs leave where they cut something off or
 * take it out, and JSON that does not end.
 */
public final class TextMarks {
    private static final Mark CUT = new Mark(
            "(?i)[\\[(<{]\\s*(?:\\.{3}|…)?\\s*truncated\\b[^\\])>}\\n]{0,60}[\\])>}]"
                    + "|(?:\\.{3}|…)\\s*\\(?truncated\\)?\\s*$",
            "truncated");
    private static final Mark REDACTED = new Mark(
            "__REDACTED__|[\\[<({*]\\s*(?i:redacted|masked|fully masked|scrubbed due to)\\b[^\\])>}\\n]{0,60}[\\])>}*]",
            "redacted",
            "masked",
            "scrubbed");
    private static final Mark PLACEHOLDER = new Mark("<(?:key|iban|card|email|phone) \\d{1,6}>", "<");
    private static final Pattern BEGINS_JSON = Pattern.compile("\\s*(?:\\[\\s*[{\\[\"]|\\{\\s*\")");

    private TextMarks() {}

    /** What SDKs leave behind: an expression, and the words of which a text has one that it is found in, since most have none. */
    private record Mark(Pattern pattern, List<String> words) {
        Mark(String expression, String... words) {
            this(Pattern.compile(expression), List.of(words));
        }

        boolean isIn(String text) {
            return words.stream().anyMatch(word -> isIn(text, word))
                    && pattern.matcher(text).find();
        }

        /** In letters of either case. */
        private static boolean isIn(String text, String word) {
            var last = word.length() - 1;
            for (var at = 0; at + last < text.length(); at++) {
                if (isLetter(text.charAt(at), word.charAt(0))
                        && isLetter(text.charAt(at + last), word.charAt(last))
                        && text.regionMatches(true, at, word, 0, word.length())) {
                    return true;
                }
            }
            return false;
        }

        private static boolean isLetter(char c, char small) {
            return c == small || c == Character.toUpperCase(small);
        }
    }

    /** Whether its end is missing. */
    public static boolean isCut(String text) {
        return saysItIsCut(text) || endsInTheMiddle(text);
    }

    /** Whether an SDK has marked where it cut. */
    public static boolean saysItIsCut(String text) {
        return CUT.isIn(text);
    }

    /** Whether words were taken out of it. */
    public static boolean isRedacted(String text) {
        return REDACTED.isIn(text) || PLACEHOLDER.isIn(text);
    }

    /** JSON by its beginning and not by its end. */
    static boolean endsInTheMiddle(String text) {
        if (!BEGINS_JSON.matcher(text).lookingAt()) {
            return false;
        }
        var last = text.stripTrailing();
        return !last.endsWith("}") && !last.endsWith("]");
    }
}
