package dev.runtree.ui;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Texts in scripts that are read from right to left, such as Arabic and Hebrew. JavaFX 26 fails on Linux when it has to
 * break a line within a stretch of them; between two stretches it breaks well. So a text that wraps is given to it word
 * by word.
 */
public final class RightToLeft {
    private static final char FIRST = '\u0590';

    /** FIRST STRONG ISOLATE: what follows is laid out by its own first letter, as one piece of what is around it. */
    public static final String ISOLATE = "\u2068";

    /** POP DIRECTIONAL ISOLATE: its end. */
    public static final String ISOLATED = "\u2069";

    /** Embeddings, overrides, and isolates but for those of {@link #isolated}. */
    private static final Pattern TURNING = Pattern.compile("[\\u202A-\\u202E\\u2066\\u2067]");

    /** The last of a text may be cut. */
    private static final Pattern QUOTED = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*+(?:\"|\\\\?$)", Pattern.DOTALL);

    private RightToLeft() {}

    /** Whether a part of the text is read from right to left. */
    public static boolean isIn(String text) {
        for (var i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= FIRST && isIn(text.codePointAt(i))) {
                return true;
            }
        }
        return false;
    }

    /**
     * A text as it is laid out: signs that turn the writing of others about are seen, so that no text looks like another than
     * it is. As long as the text itself, and not for copying.
     */
    public static String tame(String text) {
        return turns(text) ? TURNING.matcher(text).replaceAll("\uFFFD") : text;
    }

    /** Whether a sign in the text turns the writing of others about. */
    static boolean turns(String text) {
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c >= '\u202A' && (c <= '\u202E' || c == '\u2066' || c == '\u2067')) {
                return true;
            }
        }
        return false;
    }

    private static boolean isIn(int character) {
        var direction = Character.getDirectionality(character);
        return direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
    }

    /** Whether the first word of the text is read from right to left, so that the text stands at the right. */
    public static boolean leads(String text) {
        return text.codePoints()
                .filter(character -> isIn(character)
                        || Character.getDirectionality(character) == Character.DIRECTIONALITY_LEFT_TO_RIGHT)
                .limit(1)
                .anyMatch(RightToLeft::isIn);
    }

    /**
     * A name or value that keeps its place in a line of others, whichever way its words are read; with signs in it that are
     * seen by nobody, so for a line that is shown and not for one that is copied or searched.
     */
    public static String isolated(String value) {
        return isIn(value) ? ISOLATE + value + ISOLATED : value;
    }

    /** A line of JSON, or of what looks like it, in which each quoted value keeps its place, as {@link #isolated} does. */
    public static String quotesIsolated(String line) {
        return isIn(line)
                ? QUOTED.matcher(line).replaceAll(quoted -> Matcher.quoteReplacement(isolated(quoted.group())))
                : line;
    }

    /** A value, which may be JSON, that keeps its place in a line, as do the quoted values in it. */
    public static String kept(String value) {
        return isolated(quotesIsolated(value));
    }

    /** The pieces between which a line may be broken, in their order; the text itself where JavaFX may break it. */
    public static List<String> pieces(String text) {
        if (!isIn(text)) {
            return List.of(text);
        }
        var breaks = BreakIterator.getLineInstance(Locale.ROOT);
        breaks.setText(text);
        var pieces = new ArrayList<String>();
        var from = breaks.first();
        for (var to = breaks.next(); to != BreakIterator.DONE; to = breaks.next()) {
            pieces.add(text.substring(from, to));
            from = to;
        }
        return pieces;
    }

    /** The text in lines of about so many characters, for places whose own wrapping cannot be had. */
    public static String folded(String text, int characters) {
        return isIn(text)
                ? text.lines().map(line -> foldedLine(line, characters)).collect(Collectors.joining("\n"))
                : text;
    }

    private static String foldedLine(String line, int characters) {
        var folded = new StringBuilder();
        var length = 0;
        for (var piece : pieces(line)) {
            if (length > 0 && length + piece.length() > characters) {
                folded.append('\n');
                length = 0;
            }
            folded.append(piece);
            length += piece.length();
        }
        return folded.toString();
    }
}
