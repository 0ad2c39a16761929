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
    private static final Pattern SPACED = Pattern.compile("[1-9]\\d{0,2}(?: \\d{3})+(?:[.,]\\d{1,2})?(?![\\d.,]*\\d)");
    private static final Pattern IN_GROUPS = Pattern.compile("\\d{1,4}(?:\\)?[ .\\-/]\\(?\\d{1,8}){1,6}");
    private static final Pattern PERCENT = Pattern.compile("[ \u00A0]?%(?![0-9A-Fa-f]{2})");
    private static final Pattern NEXT_WORD = Pattern.compile("[ \u00A0](\\p{L}{2,10})(?![0-9\\p{L}])");
    private static final Pattern WITH_ZEROS = Pattern.compile("0\\d{3,17}");
    private static final Pattern COMPACT_DATE =
            Pattern.compile("(?:19|20)\\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])");
    private static final int GROUPS = 40;
    private static final int LONG = 7;
    private static final int END = 8;
    private static final int DATE = 8;
    private static final int MOST_DIGITS = 300;

    private final String text;

    Numbers(String text) {
        this.text = text;
    }

    /** Reads what stands at a digit; gives the place behind all that is read by it. */
    int at(int from, List<Reading> found) {
        var to = end(from);
        if (to == from) {
            return from;
        }
        if (to < text.length() && Character.isLetterOrDigit(text.charAt(to))) {
            return unit(from, to, found);
        }
        grouped(from, found);
        read(from, to, found);
        return to;
    }

    /** The place behind a number, and behind its power of ten. */
    private int end(int from) {
        var before = Math.min(text.length(), from + MOST_DIGITS);
        var to = Notation.end(text, from, before);
        if (to == from || to == before || (text.charAt(to) | 0x20) != 'e') {
            return to;
        }
        var sign = to + 1 < before ? text.charAt(to + 1) : ' ';
        var power = sign == '+' || sign == '-' ? to + 2 : to + 1;
        var end = power;
        while (end < before && Ahead.isDigit(text.charAt(end))) {
            end++;
        }
        var goesOn = end < before && text.charAt(end) < 0x80 && Character.isLetter(text.charAt(end));
        return end == power || end > power + 3 || goesOn ? to : end;
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
        var plain = Notation.key(text.substring(from, to));
        if (plain == null || digitsFollow || end - to > 4) {
            return to;
        }
        var others = new ArrayList<>(List.of(Reading.PART + plain));
        var unit = text.substring(to, end);
        var times = Magnitude.of(unit);
        if (times != 0) {
            others.add((unit.equals("m") ? Reading.MAYBE : Reading.SAME) + Notation.scaled(plain, times));
        }
        found.add(new Reading(from, end, null, others));
        return end;
    }

    private void grouped(int from, List<Reading> found) {
        var figures = Ahead.digits(text, from);
        var next = Ahead.at(text, from + figures);
        if (figures > 4 || " )./-".indexOf(next) < 0) {
            return;
        }
        var spaced = SPACED.matcher(text).region(from, Math.min(text.length(), from + GROUPS));
        if (next == ' ' && Ahead.isDigit(Ahead.at(text, from + figures + 1)) && spaced.lookingAt()) {
            var said = spaced.group();
            var number = Notation.parsed(said.replace(" ", "").replace(',', '.'));
            var isSure = said.indexOf(' ') != said.lastIndexOf(' ') && said.indexOf(',') > 0;
            var key = (isSure ? Reading.SAME : Reading.MAYBE) + String.valueOf(number);
            found.add(new Reading(from, spaced.end(), null, List.of(key)));
        }
        if (!isGroup(next == ')' ? from + figures + 2 : from + figures + 1)) {
            return;
        }
        var groups = IN_GROUPS.matcher(text).region(from, Math.min(text.length(), from + GROUPS));
        if (groups.lookingAt()) {
            var digits = Notation.digits(groups.group());
            if (digits.length() >= LONG) {
                var keys = new ArrayList<>(List.of(Reading.PART + "P" + digits));
                phone(digits, keys);
                found.add(new Reading(from, groups.end(), null, keys));
            }
        }
    }

    private boolean isGroup(int place) {
        return Ahead.isDigit(Ahead.at(text, place)) || Ahead.at(text, place) == '(';
    }

    private void read(int from, int to, List<Reading> found) {
        var said = text.substring(from, to);
        var key = Notation.key(said);
        if (key != null) {
            var signed = isNegative(from) && !key.equals("N0") ? "N-" + key.substring(1) : key;
            found.add(reading(from, to, signed, sameAs(signed, said, to)));
            words(from, to, signed, found);
            return;
        }
        if (said.charAt(0) == '0' && WITH_ZEROS.matcher(said).matches()) {
            var maybe = new ArrayList<>(List.of(Reading.MAYBE + String.valueOf(Notation.parsed(said))));
            phone(said, maybe);
            found.add(new Reading(from, to, null, maybe));
            return;
        }
        var readings = Notation.readings(said);
        if (!readings.isEmpty()) {
            found.add(reading(from, to, null, readings));
        } else if (said.indexOf(',') >= 0) {
            each(from, to, found);
        }
    }

    /** A percentage is a fraction, and eight digits may be a day. */
    private List<String> sameAs(String key, String said, int to) {
        if (said.length() == DATE && COMPACT_DATE.matcher(said).matches()) {
            var day = Dates.date(said);
            return day == null ? List.of() : List.of(Reading.SAME + "D" + day);
        }
        var next = Ahead.at(text, to);
        if (next != '%' && (!Ahead.isNarrowSpace(next) || Ahead.at(text, to + 1) != '%')) {
            return List.of();
        }
        return PERCENT.matcher(text)
                        .region(to, Math.min(text.length(), to + 4))
                        .useTransparentBounds(true)
                        .lookingAt()
                ? List.of(Reading.SAME + Notation.scaled(key, -2))
                : List.of();
    }

    /** {@code 1.5 million}. */
    private void words(int from, int to, String key, List<Reading> found) {
        if (!Ahead.isNarrowSpace(Ahead.at(text, to)) || !Ahead.mayBeLetter(Ahead.at(text, to + 1))) {
            return;
        }
        var word = NEXT_WORD
                .matcher(text)
                .region(to, Math.min(text.length(), to + 14))
                .useTransparentBounds(true);
        var power = word.lookingAt() ? Magnitude.of(word.group(1)) : 0;
        if (power != 0) {
            found.add(new Reading(
                    from, word.end(), null, List.of(Reading.PART + key, Reading.SAME + Notation.scaled(key, power))));
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
        var digits = Notation.significant(key != null ? key : maybe.getFirst());
        if (digits.length() >= 2) {
            others.add(Reading.ALIKE + "G" + digits);
        }
        roughly(key != null ? key : maybe.getLast().substring(1), others);
        if (key != null) {
            others.addAll(Moments.since1970(key));
        }
        if (key != null && key.length() > LONG && key.indexOf('.') < 0) {
            others.add(Reading.PART + "P" + Notation.digits(key));
            phone(Notation.digits(key), others);
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
    void atEndOfWord(int from, int to, List<Reading> found) {
        var start = to;
        while (start > from && Ahead.isDigit(text.charAt(start - 1))) {
            start--;
        }
        if (start > from && to - start >= 3 && to - start <= 18) {
            var sure = text.charAt(start) != '0';
            var number =
                    (sure ? Reading.PART : Reading.MAYBE) + String.valueOf(Notation.parsed(text.substring(start, to)));
            found.add(new Reading(from, to, null, List.of(number)));
        }
    }

    /** A number of which nothing but the digits is looked at. */
    static Reading plain(String number, int from, int to) {
        try {
            return reading(from, to, Notation.key(new BigDecimal(number)), List.of());
        } catch (NumberFormatException notANumber) {
            return new Reading(from, to, null, List.of());
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
}
