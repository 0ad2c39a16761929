package dev.runtree.provenance.text;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a number means by the way in which it is written. */
final class Notation {
    private static final Pattern INDIAN = Pattern.compile("[1-9]\\d?(?:,\\d{2})+,\\d{3}");
    private static final Pattern WITH_COMMA = Pattern.compile("\\d{1,9},\\d{1,9}");
    private static final int GROUP = 3;

    /** Below this a number that ends in zeros is written with all of them in its key. */
    private static final int SHORT = 40;

    private Notation() {}

    /** The place behind the digits, and what may stand between them, at a place and before another. */
    static int end(String text, int from, int before) {
        var at = from;
        while (at < before) {
            var c = text.charAt(at);
            if (Ahead.isDigit(c)) {
                at++;
            } else if (at > from && isBetween(c) && at + 1 < before && Ahead.isDigit(text.charAt(at + 1))) {
                at += 2;
            } else {
                break;
            }
        }
        return at;
    }

    static boolean isBetween(char c) {
        return c == '.' || c == ',' || c == '\'' || c == '_' || c == '\u00A0';
    }

    /** Its value when it can mean only one thing. */
    static @Nullable BigDecimal value(String said) {
        var key = key(said);
        return key == null ? null : new BigDecimal(key.substring(1));
    }

    /** The key of a number when it can mean only one thing. */
    static @Nullable String key(String said) {
        if (said.length() > 1 && said.charAt(0) == '0' && Character.isDigit(said.charAt(1))) {
            return null;
        }
        if (isDigits(said) && said.length() < SHORT) {
            return "N" + said;
        }
        var dot = said.indexOf('.');
        var comma = said.indexOf(',');
        if (dot < 0 && comma < 0) {
            return whole(said);
        }
        if (comma < 0) {
            var one = said.indexOf('.', dot + 1) < 0;
            return !isSingle(said) ? grouped(said, dot) : one && !isInThrees(said, '.') ? parsed(said) : null;
        }
        if (dot < 0) {
            return isInThrees(said, ',') || INDIAN.matcher(said).matches() ? parsed(said.replace(",", "")) : null;
        }
        var decimal = said.lastIndexOf(',') > said.lastIndexOf('.') ? ',' : '.';
        var group = decimal == ',' ? '.' : ',';
        var at = said.indexOf(decimal);
        return at == said.lastIndexOf(decimal) && isInThrees(said.substring(0, at), group)
                ? parsed(said.replace(String.valueOf(group), "").replace(decimal, '.'))
                : null;
    }

    static String key(BigDecimal number) {
        if (number.signum() == 0) {
            return "N0";
        }
        var bare = number.stripTrailingZeros();
        return "N" + (Math.abs((long) bare.scale()) > SHORT ? bare.toString() : bare.toPlainString());
    }

    /** The key of a number as programs write it; {@code null} when it is none. */
    static @Nullable String parsed(String number) {
        try {
            return key(new BigDecimal(number));
        } catch (NumberFormatException tooLargeOrNone) {
            return null;
        }
    }

    /** Of a key the number that has other digits in front of the point. */
    static String scaled(String key, int power) {
        return key(new BigDecimal(key.substring(1)).scaleByPowerOfTen(power));
    }

    /** The meanings of {@code 1.000}, {@code 1.000.000} and {@code 1,5}. */
    static List<String> readings(String said) {
        var maybe = new ArrayList<String>();
        if (said.indexOf(',') < 0 && isInThrees(said, '.') && said.length() <= 11) {
            add(parsed(said.replace(".", "")), maybe);
            add(said.indexOf('.') == said.lastIndexOf('.') ? parsed(said) : null, maybe);
        } else if (said.indexOf(',') > 0 && WITH_COMMA.matcher(said).matches()) {
            add(parsed(said.replace(',', '.')), maybe);
        }
        return maybe;
    }

    private static void add(@Nullable String key, List<String> to) {
        if (key != null) {
            to.add(Reading.MAYBE + key);
        }
    }

    /** Its digits without the zeros around them. */
    static String significant(String key) {
        var digits = digits(key);
        var from = 0;
        var to = digits.length();
        while (from < to && digits.charAt(from) == '0') {
            from++;
        }
        while (to > from && digits.charAt(to - 1) == '0') {
            to--;
        }
        return digits.substring(from, to);
    }

    static String digits(String text) {
        var digits = new StringBuilder(text.length());
        for (var i = 0; i < text.length(); i++) {
            if (Ahead.isDigit(text.charAt(i))) {
                digits.append(text.charAt(i));
            }
        }
        return digits.toString();
    }

    private static boolean isDigits(String said) {
        for (var i = 0; i < said.length(); i++) {
            if (!Ahead.isDigit(said.charAt(i))) {
                return false;
            }
        }
        return !said.isEmpty();
    }

    /** Groups of another kind in front of a point. */
    private static @Nullable String grouped(String said, int dot) {
        var before = said.substring(0, dot);
        var isGrouped = isInThrees(before, '\'') || isInThrees(before, '_') || isInThrees(before, '\u00A0');
        return isGrouped && isSingle(said.substring(dot)) && said.indexOf('.', dot + 1) < 0
                ? parsed(said.replace("'", "").replace("_", "").replace("\u00A0", ""))
                : null;
    }

    private static @Nullable String whole(String said) {
        for (var group : new char[] {'\'', '_', '\u00A0'}) {
            if (said.indexOf(group) >= 0) {
                return isInThrees(said, group) ? parsed(said.replace(String.valueOf(group), "")) : null;
            }
        }
        return parsed(said);
    }

    private static boolean isSingle(String said) {
        return said.indexOf('\'') < 0 && said.indexOf('_') < 0 && said.indexOf('\u00A0') < 0;
    }

    /** Groups of three, the first of them shorter and not of zeros, at least two. */
    private static boolean isInThrees(String said, char separator) {
        var first = said.indexOf(separator);
        if (first < 1 || first > GROUP || said.charAt(0) == '0' || (said.length() - first) % (GROUP + 1) != 0) {
            return false;
        }
        for (var i = 0; i < said.length(); i++) {
            var isBetween = i >= first && (i - first) % (GROUP + 1) == 0;
            if (isBetween ? said.charAt(i) != separator : !Ahead.isDigit(said.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
