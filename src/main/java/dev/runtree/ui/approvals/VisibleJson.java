package dev.runtree.ui.approvals;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * JSON as it can be decided about: characters in its texts that would do something to the line instead of standing in it, such
 * as orders to write backwards, are written as escapes. It says the same.
 */
final class VisibleJson {
    private static final Pattern STEERING = Pattern.compile("[\\u007F-\\u009F\\u202A-\\u202E\\u2066-\\u2069]");

    private VisibleJson() {}

    static String of(String json) {
        return isSteered(json)
                ? STEERING.matcher(json)
                        .replaceAll(found -> String.format(
                                Locale.ROOT, "\\\\u%04x", (int) found.group().charAt(0)))
                : json;
    }

    /** Whether there is any in it. */
    static boolean isSteered(String text) {
        return STEERING.matcher(text).find();
    }
}
