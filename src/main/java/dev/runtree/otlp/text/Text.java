package dev.runtree.otlp.text;

import org.jspecify.annotations.Nullable;

/** Text that every part of the program can hold: PostgreSQL takes no NUL, and UTF-8 no half of a surrogate pair. */
public final class Text {
    private Text() {}

    /** The text with NUL shown as {@code U+2400} and half surrogates as {@code U+FFFD}; the same object when it is sound. */
    public static String readable(String text) {
        for (var i = 0; i < text.length(); i++) {
            if (isBroken(text, i)) {
                return repaired(text, '\u2400');
            }
        }
        return text;
    }

    /** The text with half surrogates as {@code U+FFFD}, which UTF-8 and so protobuf cannot say; NUL stays. */
    public static String paired(String text) {
        for (var i = 0; i < text.length(); i++) {
            if (text.charAt(i) != 0 && isBroken(text, i)) {
                return repaired(text, '\0');
            }
        }
        return text;
    }

    public static @Nullable String readableOrNull(@Nullable String text) {
        return text == null ? null : readable(text);
    }

    public static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }

    private static String repaired(String text, char forNul) {
        var result = new StringBuilder(text.length());
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            result.append(!isBroken(text, i) ? c : c == 0 ? forNul : '\uFFFD');
        }
        return result.toString();
    }

    private static boolean isBroken(String text, int i) {
        var c = text.charAt(i);
        if (c == 0) {
            return true;
        }
        if (!Character.isSurrogate(c)) {
            return false;
        }
        return Character.isHighSurrogate(c)
                ? i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1))
                : i == 0 || !Character.isHighSurrogate(text.charAt(i - 1));
    }
}
