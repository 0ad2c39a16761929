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
    /** The letters of English texts, the most frequent first. */
    private static final String BY_FREQUENCY = "etaoinshrdlcumwfgypbvkjxqz<";

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

        /** In letters of either case: it is looked for where its rarest letter is. */
        private static boolean isIn(String text, String word) {
            var rarest = 0;
            for (var at = 1; at < word.length(); at++) {
                rarest =
                        BY_FREQUENCY.indexOf(word.charAt(at)) > BY_FREQUENCY.indexOf(word.charAt(rarest)) ? at : rarest;
            }
            var letter = word.charAt(rarest);
            var capital = Character.toUpperCase(letter);
            return isIn(text, word, rarest, letter) || (capital != letter && isIn(text, word, rarest, capital));
        }

        private static boolean isIn(String text, String word, int place, char letter) {
            for (var at = text.indexOf(letter); at >= 0; at = text.indexOf(letter, at + 1)) {
                if (text.regionMatches(true, at - place, word, 0, word.length())) {
                    return true;
                }
            }
            return false;
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
