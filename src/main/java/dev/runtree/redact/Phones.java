package dev.runtree.redact;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Telephone numbers as they are written for people: with a country's code, in the groups of North America, or with a leading
 * zero and groups. Numbers without any of these are taken for numbers, since most in a trace are.
 */
final class Phones {
    private static final String GAP = "[ .\\-/\\u00a0]?[(]?0?[)]?[ .\\-/\\u00a0]?";
    private static final Pattern SHAPE = Pattern.compile(
            "(?<inter>(?:[+]|\\b00(?=[1-9]\\d{0,2}[ \\-/(]))[1-9]\\d{0,2}(?:" + GAP
                    + "\\d){6,13})"
                    + "|(?<north>(?:1[ .-])?(?:[(][2-9]\\d{2}[)] ?|[2-9]\\d{2}([ .-]))[2-9]\\d{2}[ .-]\\d{4})"
                    + "|(?<zero>[(]?0[1-9]\\d{0,4}[)]?[ \\-/]{1,2}\\d{3,8}(?:[ -]?\\d{2,5}){0,3}|0[1-9](?:[ .-]\\d{2}){4})");

    private static final int LEAST = 8;
    private static final int MOST = 15;

    private Phones() {}

    static Finder.@Nullable Place find(CharSequence text, int from) {
        var matcher = SHAPE.matcher(text).useTransparentBounds(true);
        for (var at = next(text, from); at < text.length(); at = next(text, at + 1)) {
            if (!matcher.region(at, text.length()).lookingAt()) {
                continue;
            }
            var digits = Digits.of(text, matcher.start(), matcher.end());
            if (digits.length() >= LEAST
                    && digits.length() <= MOST
                    && !isNumber(text, matcher.start(), matcher.end())
                    && (matcher.group("zero") == null || digits.length() >= 9)
                    && !isInside(text, matcher.start())
                    && !Digits.goesOn(text, matcher.end())) {
                return new Finder.Place(matcher.start(), matcher.end(), digits);
            }
        }
        return null;
    }

    /** Where a number may begin. */
    private static int next(CharSequence text, int from) {
        var at = from;
        while (at < text.length()
                && !Digits.isDigit(text.charAt(at))
                && text.charAt(at) != '+'
                && text.charAt(at) != '(') {
            at++;
        }
        return at;
    }

    private static boolean isInside(CharSequence text, int start) {
        if (start == 0) {
            return false;
        }
        var before = text.charAt(start - 1);
        if (before == ' ' && text.charAt(start) == '0' && start > 3) {
            // A group behind another group of digits: of an account's or a part's number.
            return Digits.isDigit(text.charAt(start - 2))
                    && Digits.isDigit(text.charAt(start - 3))
                    && Digits.isDigit(text.charAt(start - 4));
        }
        var isTime = before == ':' && start > 1 && Digits.isDigit(text.charAt(start - 2));
        return isTime || Digits.isInside(text, start);
    }

    /** A decimal with a sign is an amount: {@code +1234567.89}. */
    private static boolean isNumber(CharSequence text, int start, int end) {
        return text.subSequence(start, end).toString().matches("[+]\\d+[.]\\d+");
    }
}
