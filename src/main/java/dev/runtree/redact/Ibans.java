package dev.runtree.redact;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** International bank account numbers: as long as their country has them, with a right checksum, in groups or not. */
final class Ibans {
    private static final Pattern BEGINNING = Pattern.compile("[A-Za-z]{2}\\d{2}");
    private static final Map<String, Integer> LENGTHS = lengths(
            "NO15 BE16 DK18 FI18 FO18 GL18 NL18 FK18 SD18 MK19 SI19 AT20 BA20 EE20 KZ20 LT20 LU20 XK20 MN20 CH21 CR22 HR21 LI21"
                    + " LV21 BG22 BH22 DE22 GB22 GE22 IE22 ME22 RS22 AE23 GI23 IL23 IQ23 TL23 OM23 SO23 AD24 CZ24 ES24 MD24 PK24"
                    + " RO24 SA24 SE24 SK24 TN24 VG24 LY25 PT25 ST25 IS26 TR26 AZ28 AL28 BR29 EG29 CY28 DO28 GT28 HU28 LB28 PL28"
                    + " SV28 BY28 NI28 FR27 GR27 IT27 MC27 MR27 SM27 BI27 DJ27 JO30 KW30 MU30 PS29 QA29 UA29 LC32 SC31 MT31 RU33 VA22");

    private Ibans() {}

    private static Map<String, Integer> lengths(String all) {
        var lengths = new HashMap<String, Integer>();
        for (var each : all.split(" ", -1)) {
            lengths.put(each.substring(0, 2), Integer.valueOf(each.substring(2)));
        }
        return Map.copyOf(lengths);
    }

    static Finder.@Nullable Place find(CharSequence text, int from) {
        var matcher = BEGINNING.matcher(text);
        var at = from;
        while (at < text.length() && matcher.find(at)) {
            var place = at(text, matcher.start());
            if (place != null) {
                return place;
            }
            at = matcher.start() + 1;
        }
        return null;
    }

    private static Finder.@Nullable Place at(CharSequence text, int start) {
        var country = text.subSequence(start, start + 2).toString().toUpperCase(Locale.ROOT);
        var length = LENGTHS.get(country);
        if (length == null || (start > 0 && Character.isLetterOrDigit(text.charAt(start - 1)))) {
            return null;
        }
        var number = new StringBuilder();
        var at = start;
        for (; at < text.length() && number.length() < length; at++) {
            var character = text.charAt(at);
            if (isPart(character)) {
                number.append(Character.toUpperCase(character));
            } else if (" -\u00a0\u202f".indexOf(character) < 0 || !isPart(text.charAt(at - 1))) {
                return null;
            }
        }
        var goesOn = at < text.length() && Character.isLetterOrDigit(text.charAt(at));
        return number.length() == length && !goesOn && isChecked(number.toString())
                ? new Finder.Place(start, at, number.toString())
                : null;
    }

    private static boolean isPart(char character) {
        return Digits.isDigit(character)
                || (character >= 'A' && character <= 'Z')
                || (character >= 'a' && character <= 'z');
    }

    /** ISO 7064, modulo 97. */
    private static boolean isChecked(String number) {
        var turned = number.substring(4) + number.substring(0, 4);
        var rest = 0;
        for (var i = 0; i < turned.length(); i++) {
            var value = Character.digit(turned.charAt(i), 36);
            rest = (value > 9 ? 100 * rest + value : 10 * rest + value) % 97;
        }
        return rest == 1;
    }
}
