package dev.runtree.compare.steps;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where ids and moments stand in a text. Most words are neither, which their length and the character behind them tell; only
 * the others are looked at closely.
 */
final class MarkPlaces {
    private static final Pattern MARK =
            Pattern.compile("(?:(?<id>[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"
                    + "|(?:call|toolu|tooluse|chatcmpl|msg|resp|req|run|fc|rs|thread|asst)[_-](?=[A-Za-z]{0,64}[0-9])[A-Za-z0-9]{8,64}"
                    + "|0x[0-9a-fA-F]{6,16}|(?=[0-9]{0,64}[a-f])[0-9a-f]{16,64}"
                    + "|[0-7][0-9A-HJKMNP-TV-Z]{25})|(?<time>[0-9]{4}-[0-9]{2}-[0-9]{2}[T"
                    + " ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\\.[0-9]{1,9})?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)"
                    + "|(?<epoch>[0-9]{10}(?:\\.[0-9]{1,9})?|[0-9]{13}|[0-9]{16}|[0-9]{19}))(?![A-Za-z0-9])");

    /** Of a word with a line behind it that begins an id or a date. */
    private static final int LONGEST_START = 8;

    private static final int SHORTEST_NUMBER = 10;
    private static final int SHORTEST_ID = 16;

    private final String text;
    private final Matcher matcher;
    private int at;

    MarkPlaces(String text) {
        this.text = text;
        matcher = MARK.matcher(text);
    }

    boolean find() {
        while (at < text.length()) {
            if (!isWord(text.charAt(at))) {
                at++;
                continue;
            }
            var end = at + 1;
            while (end < text.length() && isWord(text.charAt(end))) {
                end++;
            }
            if (isLikely(end) && matcher.region(at, text.length()).lookingAt()) {
                at = matcher.end();
                return true;
            }
            at = end;
        }
        return false;
    }

    /** The one that was found. */
    MatchResult found() {
        return matcher;
    }

    private boolean isLikely(int end) {
        var length = end - at;
        var first = text.charAt(at);
        if (length <= LONGEST_START && end < text.length() && (text.charAt(end) == '-' || text.charAt(end) == '_')) {
            return length > 1;
        }
        return length >= SHORTEST_ID
                || (length >= SHORTEST_NUMBER && isDigit(first))
                || (length > 2 && first == '0' && text.charAt(at + 1) == 'x');
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isWord(char c) {
        return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
