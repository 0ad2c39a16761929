package dev.runtree.redact;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Numbers of payment cards: the beginnings and lengths of the brands, grouped as cards are or not at all, and with a right
 * checksum. One of ten random numbers has a right checksum, so the rest is what tells a card from an id or a timestamp.
 */
final class Cards {
    private static final Pattern SHAPE = Pattern.compile(
            "[2-6]\\d{3}(?:([ .\u00a0-])\\d{4}\\1\\d{4}\\1\\d{4}(?:\\1\\d{3})?|([ .\u00a0-])\\d{6}\\2\\d{4,5}|\\d{10,15})(?!\\d)");

    private static final Pattern BRAND = Pattern.compile(
            "4\\d{12}(?:\\d{3}){1,2}" // Visa
                    + "|(?:5[1-5]\\d{2}|222[1-9]|22[3-9]\\d|2[3-6]\\d{2}|27[01]\\d|2720)\\d{12}" // Mastercard
                    + "|3[47]\\d{13}" // American Express
                    + "|3(?:0[0-5]|[689]\\d)\\d{11}" // Diners Club
                    + "|35(?:2[89]|[3-8]\\d)\\d{12}" // JCB
                    + "|(?:6011|65\\d{2}|64[4-9]\\d)\\d{12}" // Discover
                    + "|62\\d{14,17}" // UnionPay
                    + "|(?:5018|5020|5038|5893|6304|6759|676[1-3])\\d{8,15}"); // Maestro

    private Cards() {}

    static Finder.@Nullable Place find(CharSequence text, int from) {
        var matcher = SHAPE.matcher(text);
        var at = from;
        while (at < text.length() && matcher.find(at)) {
            var digits = Digits.of(text, matcher.start(), matcher.end());
            if (!Digits.isInside(text, matcher.start())
                    && !Digits.goesOn(text, matcher.end())
                    && BRAND.matcher(digits).matches()
                    && isChecked(digits)) {
                return new Finder.Place(matcher.start(), matcher.end(), digits);
            }
            at = matcher.start() + 1;
        }
        return null;
    }

    /** The checksum of Hans Peter Luhn. */
    static boolean isChecked(String digits) {
        var sum = 0;
        for (var i = 0; i < digits.length(); i++) {
            var digit = digits.charAt(digits.length() - 1 - i) - '0';
            var doubled = i % 2 == 1 ? 2 * digit : digit;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }
        return sum % 10 == 0;
    }
}
