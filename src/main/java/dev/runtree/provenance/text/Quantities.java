package dev.runtree.provenance.text;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads numbers with their units: {@code €12.50}, {@code 12,50 EUR}, {@code 2 hours}, {@code 1h 30m}, {@code 5 km}, {@code PT2H}.
 * They are found by what they measure, so that {@code 120 minutes} is {@code 2 hours} written otherwise, and by the bare number of
 * a smaller unit, as programs want it: {@code 7200}. A comma in front of one or two figures and a unit is a decimal one.
 */
final class Quantities {
    private static final Pattern COMMA = Pattern.compile("\\d{1,3}(?:[.\u00A0']\\d{3})+,\\d{1,2}|\\d{1,9},\\d{1,2}");
    private static final Pattern WORD =
            Pattern.compile("[ \u00A0-]?(°\\s?[CFcf]|[€$£¥₹₽₺₩฿%‰]|[\\p{L}µ]{1,12})\\.?(?![\\p{L}\\d]|/h)");
    private static final Pattern IN_FRONT =
            Pattern.compile("(?<![\\p{L}\\d])(US\\$|[€$£¥₹₽₺₩฿]|Rs\\.?|[A-Za-z]{3})[ \u00A0]?$");
    private static final Pattern AND =
            Pattern.compile("(?:[ \u00A0]|,|\\band\\b|\\bund\\b|\\bet\\b|\\by\\b){0,3}(?=\\d)");
    private static final Pattern ISO = Pattern.compile(
            "P(?:(\\d{1,4})D)?(?:T(?:(\\d{1,5})H)?(?:(\\d{1,6})M)?(?:(\\d{1,8})S)?)?(?![\\p{L}\\d])",
            Pattern.CASE_INSENSITIVE);
    private static final int FRONT = 5;
    private static final int LONGEST = 40;
    private static final int LONGEST_UNIT = 12;
    private static final int MOST_PARTS = 4;

    private final String text;

    Quantities(String text) {
        this.text = text;
    }

    /** A number of a unit. */
    private record Amount(
            int from, int to, BigDecimal number, @Nullable Unit unit) {}

    /** Reads what stands at a digit. */
    void at(int from, List<Reading> found) {
        var amount = amount(from);
        if (amount == null) {
            return;
        }
        var unit = amount.unit;
        if (unit == null) {
            return;
        }
        found.add(of(amount.number, unit, amount.from, amount.to));
        if (isMinutesOrMetres(amount)) {
            found.add(of(amount.number, Unit.MINUTE, amount.from, amount.to));
        }
        if (unit.measures() == Unit.Of.TIME) {
            longer(amount, unit, found);
        }
    }

    /** {@code PT1H30M}. */
    void iso(int from, List<Reading> found) {
        if ((text.charAt(from) | 0x20) != 'p') {
            return;
        }
        var match = match(ISO, from);
        if (match == null || match.end() - from < 3) {
            return;
        }
        var seconds = 0L;
        var each = new long[] {86_400, 3_600, 60, 1};
        for (var i = 0; i < each.length; i++) {
            seconds += match.group(i + 1) == null ? 0 : each[i] * Long.parseLong(match.group(i + 1));
        }
        found.add(of(BigDecimal.valueOf(seconds), Unit.SECOND, from, match.end()));
    }

    /** What an amount is found by. */
    static Reading of(BigDecimal number, Unit unit, int from, int to) {
        var keys = new ArrayList<String>();
        keys(number, unit, keys);
        return new Reading(from, to, null, keys);
    }

    /** {@code 1 hour 30 minutes} is one time. */
    private void longer(Amount first, Unit unit, List<Reading> found) {
        var seconds = first.number.multiply(unit.each());
        var last = unit;
        var end = first.to;
        for (var parts = 1; parts < MOST_PARTS; parts++) {
            var and = match(AND, end);
            var next = and == null ? null : amount(and.end());
            var its = next == null ? null : isMinutesOrMetres(next) ? Unit.MINUTE : next.unit;
            if (next == null
                    || its == null
                    || its.measures() != Unit.Of.TIME
                    || its.each().compareTo(last.each()) >= 0) {
                return;
            }
            seconds = seconds.add(next.number.multiply(its.each()));
            last = its;
            end = next.to;
            found.add(of(seconds, Unit.SECOND, first.from, end));
        }
    }

    private boolean isMinutesOrMetres(Amount amount) {
        return text.charAt(amount.to - 1) == 'm' && Unit.METRE.equals(amount.unit);
    }

    private @Nullable Matcher match(Pattern pattern, int from) {
        var match = pattern.matcher(text)
                .region(from, Math.min(text.length(), from + LONGEST))
                .useTransparentBounds(true);
        return match.lookingAt() ? match : null;
    }

    private @Nullable Amount amount(int from) {
        var end = Notation.end(text, from, Math.min(text.length(), from + LONGEST));
        if (end == from || (!mayHaveUnit(end) && !mayHaveCurrency(from))) {
            return null; // most numbers stand by themselves, which is seen at once
        }
        var said = text.substring(from, end);
        var comma = said.indexOf(',') < 0 ? null : match(COMMA, from);
        var isDecimalComma = comma != null && comma.end() == end;
        var number = isDecimalComma ? decimal(said) : Notation.value(said);
        if (number == null) {
            return null;
        }
        var start = from;
        var scaled = false;
        var word = mayHaveUnit(end) ? match(WORD, end) : null;
        var power = word == null ? 0 : Magnitude.of(word.group(1));
        if (word != null && power != 0 && !word.group(1).equals("m")) {
            number = number.scaleByPowerOfTen(power);
            scaled = true;
            end = word.group().endsWith(".") && !word.group(1).endsWith(".") ? word.end() - 1 : word.end();
            word = match(WORD, word.end());
        }
        var unit = word == null ? null : Unit.of(word.group(1));
        if (unit != null && word != null) {
            end = word.end(1);
        } else if (mayHaveCurrency(from)) {
            var front = IN_FRONT.matcher(text.substring(Math.max(0, from - FRONT), from));
            if (front.find()) {
                unit = Unit.currency(front.group(1));
                start = unit == null ? from : from - (front.end() - front.start(1));
            }
        }
        if (unit == null && (!scaled || !isDecimalComma)) {
            return null; // it is read as a number by itself
        }
        return new Amount(start, end, number, unit == null ? Unit.NUMBER : unit);
    }

    private boolean mayHaveUnit(int behind) {
        var next = Ahead.at(text, behind);
        var at = next == ' ' || next == '-' || next == '\u00A0' ? behind + 1 : behind;
        return isUnit(Ahead.at(text, at)) && !isOtherWord(at);
    }

    /** Whether a word of plain letters stands there that is neither a unit nor multiplies what is in front of it. */
    private boolean isOtherWord(int from) {
        var end = from;
        while (end - from < LONGEST_UNIT && isPlainLetter(Ahead.at(text, end))) {
            end++;
        }
        if (end == from || Ahead.mayBeLetter(Ahead.at(text, end))) {
            return false;
        }
        var word = text.substring(from, end);
        return Magnitude.of(word) == 0 && Unit.of(word) == null;
    }

    private static boolean isPlainLetter(char c) {
        return c < 0x80 && Ahead.mayBeLetter(c);
    }

    private static boolean isUnit(char c) {
        return c == '$' || c == '%' || Ahead.mayBeLetter(c);
    }

    /** Whether a sign of a currency, or a word that may be one, stands in front. */
    private boolean mayHaveCurrency(int from) {
        var before = Ahead.at(text, from - 1);
        if (before == '\n' || before == '\r') {
            return goesOn(from); // the currency may stand at the end of the line before
        }
        var last = Ahead.isNarrowSpace(before) ? from - 2 : from - 1;
        var c = Ahead.at(text, last);
        if (c >= 0x80 || c == '$') {
            return true;
        }
        if (c == '.' || (c == 's' && Ahead.at(text, last - 1) == 'R')) {
            return Ahead.at(text, last - 1) == 's' || c == 's';
        }
        return Ahead.mayBeLetter(c) && last >= 2 && Unit.currency(text.substring(last - 2, last + 1)) != null;
    }

    /** Whether a number does not end its line. */
    private boolean goesOn(int from) {
        var end = from;
        while (Ahead.isDigit(Ahead.at(text, end)) || Notation.isBetween(Ahead.at(text, end))) {
            end++;
        }
        var next = Ahead.at(text, end);
        return next == ' ' || next == '-' || isUnit(next);
    }

    private static @Nullable BigDecimal decimal(String said) {
        return Notation.value(
                said.replace(".", "").replace("\u00A0", "").replace("'", "").replace(',', '.'));
    }

    private static void keys(BigDecimal number, Unit unit, List<String> to) {
        var amount = number.multiply(unit.each());
        if (unit.measures() == Unit.Of.NUMBER) {
            add(Reading.SAME + Notation.key(amount), to);
            return;
        }
        if (unit.measures() == Unit.Of.SHARE) {
            add(Reading.UNIT + Notation.key(number.movePointLeft(2)), to);
        }
        add(Reading.UNIT + "Q" + Notation.key(amount).substring(1) + " " + unit.dimension(), to);
        add(Reading.UNIT + Notation.key(number), to);
        for (var smaller : unit.measures().scale()) {
            if (smaller.compareTo(unit.each()) < 0) {
                try {
                    add(Reading.UNIT + Notation.key(amount.divide(smaller)), to);
                } catch (ArithmeticException endless) {
                    // a fraction without an end is nothing that anybody passes on
                }
            }
        }
        if (unit.measures() == Unit.Of.DATA && unit.each().compareTo(BigDecimal.ONE) > 0) {
            add(Reading.UNIT + Notation.key(number.multiply(unit.binary())), to);
        }
        if (unit.equals(Unit.HOUR) && number.scale() <= 0 && number.signum() >= 0 && number.intValue() < 24) {
            add(Reading.UNIT + "T%02d:00".formatted(number.intValue()), to);
        }
        if (number.precision() > 1) {
            add(Reading.ALIKE + Notation.key(number), to);
        }
    }

    private static void add(String key, List<String> to) {
        if (!to.contains(key)) {
            to.add(key);
        }
    }
}
