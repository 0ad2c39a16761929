package dev.runtree.ui;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A stranger's text in a place for one line: line ends and tabs are blanks, and characters that would do something to the
 * line instead of standing in it (bells, orders to write backwards) are shown as {@code U+FFFD}.
 */
public final class OneLine {
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Pattern STEERING = Pattern.compile("[\\p{Cc}\\u202A-\\u202E\\u2066-\\u2069]");

    private OneLine() {}

    /** The text itself when it is one line already; {@code null} is empty. */
    public static String of(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return "";
        }
        return isPlain(text)
                ? text
                : STEERING.matcher(BLANKS.matcher(text).replaceAll(" ").strip()).replaceAll("\uFFFD");
    }

    /** The beginning of a text of any length, with an ellipsis where it goes on. */
    public static String of(@Nullable String text, int mostCharacters) {
        if (text == null || text.length() <= mostCharacters) {
            return of(text);
        }
        var cut = Character.isLowSurrogate(text.charAt(mostCharacters)) ? mostCharacters - 1 : mostCharacters;
        return of(text.substring(0, cut)) + "…";
    }

    private static boolean isPlain(String text) {
        var blank = true; // one before the first is too many
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c < ' '
                    || (c >= '\u007F' && c <= '\u009F')
                    || (c >= '\u202A' && c <= '\u202E')
                    || (c >= '\u2066' && c <= '\u2069')) {
                return false;
            }
            if (c == ' ' && blank) {
                return false;
            }
            blank = c == ' ';
        }
        return !blank;
    }
}
