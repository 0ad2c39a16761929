package dev.runtree.redact;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** E-mail addresses, found from their at sign: so that a long text without one costs nothing. */
final class Emails {
    private static final int LONGEST_NAME = 64;
    private static final Pattern DOMAIN = Pattern.compile(
            "(?:[\\p{L}\\p{N}](?:[\\p{L}\\p{N}-]{0,61}[\\p{L}\\p{N}])?\\.){1,8}[\\p{L}][\\p{L}0-9-]{0,22}[\\p{L}]");
    private static final String IN_NAMES = "._%+-'";
    private static final String NEVER_FIRST = ".%+-'";

    private Emails() {}

    static Finder.@Nullable Place find(CharSequence text, int from) {
        for (var at = from; at < text.length(); at++) {
            var length = atSign(text, at);
            if (length > 0) {
                var start = start(text, from, at);
                var end = start < 0 ? -1 : end(text, at + length);
                if (end > 0) {
                    var address = text.subSequence(start, end).toString();
                    return new Finder.Place(
                            start,
                            end,
                            address.replace("%40", "@").replace("\\u0040", "@").toLowerCase(Locale.ROOT));
                }
            }
        }
        return null;
    }

    /** How long an at sign is that may be escaped, as in an address of the web or in JSON that was cut; 0 for anything else. */
    private static int atSign(CharSequence text, int at) {
        return switch (text.charAt(at)) {
            case '@' -> 1;
            case '%' -> starts(text, at, "%40") ? 3 : 0;
            case '\\' -> starts(text, at, "\\u0040") ? 6 : 0;
            default -> 0;
        };
    }

    private static boolean starts(CharSequence text, int at, String with) {
        return at + with.length() <= text.length()
                && text.subSequence(at, at + with.length()).toString().equals(with);
    }

    /** Where the name before an at sign begins; -1 when there is none. */
    private static int start(CharSequence text, int from, int at) {
        var start = at;
        while (start > from && at - start < LONGEST_NAME && isInName(text.charAt(start - 1))) {
            start--;
        }
        while (start < at && NEVER_FIRST.indexOf(text.charAt(start)) >= 0) {
            start++;
        }
        return start == at || text.charAt(at - 1) == '.' ? -1 : start;
    }

    private static boolean isInName(char character) {
        return Character.isLetterOrDigit(character) || IN_NAMES.indexOf(character) >= 0;
    }

    private static int end(CharSequence text, int from) {
        var matcher = DOMAIN.matcher(text).region(from, Math.min(text.length(), from + 255));
        return matcher.lookingAt() ? matcher.end() : -1;
    }
}
