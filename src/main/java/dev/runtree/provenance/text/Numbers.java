package dev.runtree.provenance.text;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads numbers. {@code 1,000}, {@code 1,000.50}, {@code 1.000,50}, {@code 1'000}, {@code 1.50} and {@code 1e2} have one
 * reading each; {@code 1.000}, {@code 1,5} and {@code 1 000} have two, and {@code 007} is a name. {@code 250k}, {@code 1.5 million}
 * and {@code 5.25 %} say a number in another unit.
 */
final class Numbers {
    private static final Pattern NUMBER =
            Pattern.compile("\\d+(?:[.,'_\u00A0]\\d+)*(?:[eE][+-]?\\d{1,3}(?![0-9A-Za-z]))?");
    private static final Pattern IN_THREES = Pattern.compile("[1-9]\\d{0,2}(?:\\d{3})+");
    private static final Pattern SPACED = Pattern.compile("[1-9]\\d{0,2}(?: \\d{3})+(?:[.,]\\d{1,2})?(?![\\d.,]*\\d)");
    private static final Pattern IN_GROUPS = Pattern.compile("\\d{1,4}(?:\\)?[ .\\-/]\\(?\\d{1,8}){1,6}");
    private static final Pattern PERCENT = Pattern.compile("[ \u00A0]?%(?![0-9A-Fa-f]{2})");
    private static final Pattern NEXT_WORD = Pattern.compile("[ \u00A0](\\p{L}{2,10})(?![0-9\\p{L}])");
    private static final Pattern WITH_ZEROS = Pattern.compile("0\\d{3,17}");
    private static final Pattern COMPACT_DATE =
            Pattern.compile("(?:19|20)\\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])");
    private static final int LONG = 7;
    private static final int END = 8;
    private static final int MOST_DIGITS = 300;

    private final String text;

    Numbers(String text) {
        this.text = text;
    }

    /** Reads what stands at a digit; gives the place behind all that is read by it. */
    int at(int from, List<Reading> found) {
        var match = NUMBER.matcher(text).region(from, Math.min(text.length(), from + MOST_DIGITS));
        if (!match.lookingAt()) {
            return from;
        }
        var to = match.end();
        if (to < text.length() && Character.isLetterOrDigit(text.charAt(to))) {
            return unit(from, to, found);
        }
        grouped(from, found);
        read(from, to, found);
        return to;
    }

    /** {@code 250km}, {@code 12th}, {@code 250k}: a part of it is a number. */
    private int unit(int from, int to, List<Reading> found) {
        var end = to;
        while (end < text.length() && Character.isLetter(text.charAt(end))) {
            end++;
        }
        if (end < text.length() && (text.charAt(end) == '2' || text.charAt(end) == '3') && end - to <= 2) {
            end++; // square and cubic metres
        }
        var digitsFollow = end < text.length() && Character.isLetterOrDigit(text.charAt(end));
        var plain = key(text.substring(from, to));
        if (plain == null || digitsFollow || end - to > 4) {
            return to;
        }
        var others = new ArrayList<>(List.of(Reading.PART + plain));
        var unit = text.substring(to, end);
        var times = Magnitude.of(unit);
        if (times != 0) {
            others.add((unit.equals("m") ? Reading.MAYBE : Reading.SAME) + scaled(plain, times));
        }
        found.add(new Reading(from, end, null, others));
        return end;
    }

    private static String scaled(String key, int power) {
        return key(new BigDecimal(key.substring(1)).scaleByPowerOfTen(power));
    }

    private void grouped(int from, List<Reading> found) {
        var spaced = SPACED.matcher(text).region(from, Math.min(text.length(), from + 40));
        if (spaced.lookingAt()) {
            var said = spaced.group();
            var number = parsed(said.replace(" ", "").replace(',', '.'));
            var isSure = said.indexOf(' ') != said.lastIndexOf(' ') && said.indexOf(',') > 0;
            var key = (isSure ? Reading.SAME : Reading.MAYBE) + String.valueOf(number);
            found.add(new Reading(from, spaced.end(), null, List.of(key)));
        }
        var groups = IN_GROUPS.matcher(text).region(from, Math.min(text.length(), from + 40));
        if (groups.lookingAt()) {
            var digits = digits(groups.group());
            if (digits.length() >= LONG) {
                var keys = new ArrayList<>(List.of(Reading.PART + "P" + digits));
                phone(digits, keys);
                found.add(new Reading(from, groups.end(), null, keys));
            }
        }
    }

    private void read(int from, int to, List<Reading> found) {
        var said = text.substring(from, to);
        var key = key(said);
        if (key != null) {
            var signed = isNegative(from) && !key.equals("N0") ? "N-" + key.substring(1) : key;
            found.add(reading(from, to, signed, sameAs(signed, said, to)));
            words(from, to, signed, found);
            return;
        }
        if (WITH_ZEROS.matcher(said).matches()) {
            var maybe = new ArrayList<>(List.of(Reading.MAYBE + String.valueOf(parsed(said))));
            phone(said, maybe);
            found.add(new Reading(from, to, null, maybe));
            return;
        }
        var readings = readings(said);
        if (!readings.isEmpty()) {
            found.add(reading(from, to, null, readings));
        } else if (said.indexOf(',') >= 0) {
            each(from, to, found);
        }
    }

    /** A percentage is a fraction, and eight digits may be a day. */
    private List<String> sameAs(String key, String said, int to) {
        if (COMPACT_DATE.matcher(said).matches()) {
            var day = Dates.date(said);
            return day == null ? List.of() : List.of(Reading.SAME + "D" + day);
        }
        return PERCENT.matcher(text)
                        .region(to, Math.min(text.length(), to + 4))
                        .useTransparentBounds(true)
                        .lookingAt()
                ? List.of(Reading.SAME + scaled(key, -2))
                : List.of();
    }

    /** {@code 1.5 million}. */
    private void words(int from, int to, String key, List<Reading> found) {
        var word = NEXT_WORD
                .matcher(text)
                .region(to, Math.min(text.length(), to + 14))
                .useTransparentBounds(true);
        var power = word.lookingAt() ? Magnitude.of(word.group(1)) : 0;
        if (power != 0) {
            found.add(new Reading(
                    from, word.end(), null, List.of(Reading.PART + key, Reading.SAME + scaled(key, power))));
        }
    }

    /** A list without spaces. */
    private void each(int from, int to, List<Reading> found) {
        for (var start = from; start < to; ) {
            var comma = text.indexOf(',', start);
            var end = comma < 0 || comma > to ? to : comma;
            if (text.substring(start, end).indexOf(',') < 0) {
                read(start, end, found);
            }
            start = end + 1;
        }
    }

    private static Reading reading(int from, int to, @Nullable String key, List<String> maybe) {
        var others = new ArrayList<>(maybe);
        var digits = significant(key != null ? key : maybe.getFirst());
        if (digits.length() >= 2) {
            others.add(Reading.ALIKE + "G" + digits);
        }
        roughly(key != null ? key : maybe.getLast().substring(1), others);
        if (key != null) {
            others.addAll(Moments.since1970(key));
        }
        if (key != null && key.length() > LONG && key.indexOf('.') < 0) {
            others.add(Reading.PART + "P" + digits(key));
            phone(digits(key), others);
        }
        return new Reading(from, to, key, others);
    }

    private static void roughly(String key, List<String> to) {
        if (key.indexOf('.') > 0 && key.indexOf('E') < 0) {
            to.add(Reading.ROUGHLY + key.substring(1, key.indexOf('.')));
        }
    }

    /** The end of a telephone number, which is said with a country and without. */
    private static void phone(String digits, List<String> to) {
        if (digits.length() > END && digits.length() < 16) {
            to.add(Reading.ALIKE + "E" + digits.substring(digits.length() - END));
        }
    }

    /** Where digits end a word of letters, they are a part of it: {@code INV4242}. */
    static void atEndOfWord(String word, int from, List<Reading> found) {
        var start = word.length();
        while (start > 0 && word.charAt(start - 1) >= '0' && word.charAt(start - 1) <= '9') {
            start--;
        }
        var digits = word.substring(start);
        if (start > 0 && digits.length() >= 3 && digits.length() <= 18) {
            var sure = digits.charAt(0) != '0';
            var number = (sure ? Reading.PART : Reading.MAYBE) + String.valueOf(parsed(digits));
            found.add(new Reading(from, from + word.length(), null, List.of(number)));
        }
    }

    /** A number of which nothing but the digits is looked at. */
    static Reading plain(String number, int from, int to) {
        try {
            return reading(from, to, key(new BigDecimal(number)), List.of());
        } catch (NumberFormatException notANumber) {
            return new Reading(from, to, null, List.of());
        }
    }

    /** Its value when it can mean only one thing. */
    static @Nullable BigDecimal value(String said) {
        var key = key(said);
        return key == null ? null : new BigDecimal(key.substring(1));
    }

    /** What it means when it can mean only one thing. */
    private static @Nullable String key(String said) {
        if (said.length() > 1 && said.charAt(0) == '0' && Character.isDigit(said.charAt(1))) {
            return null;
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
            return isInThrees(said, ',') || isIndian(said) ? parsed(said.replace(",", "")) : null;
        }
        var decimal = said.lastIndexOf(',') > said.lastIndexOf('.') ? ',' : '.';
        var group = decimal == ',' ? '.' : ',';
        var at = said.indexOf(decimal);
        return at == said.lastIndexOf(decimal) && isInThrees(said.substring(0, at), group)
                ? parsed(said.replace(String.valueOf(group), "").replace(decimal, '.'))
                : null;
    }

    /** Groups of another kind in front of a point. */
    private static @Nullable String grouped(String said, int dot) {
        var before = said.substring(0, dot);
        var isGrouped = isInThrees(before, '\'') || isInThrees(before, '_') || isInThrees(before, '\u00A0');
        return isGrouped && isSingle(said.substring(dot)) && said.indexOf('.', dot + 1) < 0
                ? parsed(said.replaceAll("['_\u00A0]", ""))
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
        var groups = said.split(Pattern.quote(String.valueOf(separator)), -1);
        if (groups.length < 2
                || !IN_THREES
                        .matcher(said.replace(String.valueOf(separator), ""))
                        .matches()) {
            return false;
        }
        for (var i = 1; i < groups.length; i++) {
            if (groups[i].length() != 3) {
                return false;
            }
        }
        return groups[0].length() <= 3;
    }

    private static boolean isIndian(String said) {
        return said.matches("[1-9]\\d?(?:,\\d{2})+,\\d{3}");
    }

    private static @Nullable String parsed(String number) {
        try {
            return key(new BigDecimal(number));
        } catch (NumberFormatException tooLargeOrNone) {
            return null;
        }
    }

    static String key(BigDecimal number) {
        if (number.signum() == 0) {
            return "N0";
        }
        var bare = number.stripTrailingZeros();
        return "N" + (Math.abs((long) bare.scale()) > 40 ? bare.toString() : bare.toPlainString());
    }

    /** The meanings of {@code 1.000}, {@code 1.000.000} and {@code 1,5}. */
    private static List<String> readings(String said) {
        var maybe = new ArrayList<String>();
        if (said.indexOf(',') < 0 && isInThrees(said, '.') && said.length() <= 11) {
            add(parsed(said.replace(".", "")), maybe);
            add(said.indexOf('.') == said.lastIndexOf('.') ? parsed(said) : null, maybe);
        } else if (said.matches("\\d{1,9},\\d{1,9}")) {
            add(parsed(said.replace(',', '.')), maybe);
        }
        return maybe;
    }

    private static void add(@Nullable String key, List<String> to) {
        if (key != null) {
            to.add(Reading.MAYBE + key);
        }
    }

    /** A minus is a sign where nothing stands before it. */
    private boolean isNegative(int from) {
        var at = from - 1;
        if (at > 0 && Character.getType(text.charAt(at)) == Character.CURRENCY_SYMBOL) {
            at--;
        }
        return at >= 0 && text.charAt(at) == '-' && (at == 0 || !isEndOfValue(text.charAt(at - 1)));
    }

    private static boolean isEndOfValue(char before) {
        return Character.isLetterOrDigit(before) || before == ')' || before == '-' || before == ']';
    }

    private static String significant(String key) {
        return digits(key).replaceAll("^0+|0+$", "");
    }

    private static String digits(String text) {
        return text.replaceAll("\\D", "");
    }
}
