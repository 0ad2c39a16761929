package dev.runtree.provenance.text;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads dates and times. {@code 2026-04-12}, {@code April 12, 2026}, {@code 12. April 2026} and {@code 31/12/2026} have one
 * reading each; {@code 4/12}, {@code 4/12/2026} and {@code 12/04/26} have more, and {@code 12 April} is no whole date.
 */
final class Dates {
    private static final String NO_MORE = "(?![0-9A-Za-z])";
    private static final Pattern ISO = Pattern.compile("(\\d{4})(\\.\\s|[-/._])(\\d{1,2})\\2(\\d{1,2})"
            + "(?:[Tt\\s](\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,](\\d{1,9}))?)?"
            + "(?:\\s?(Z|z|UTC|GMT|[+-]\\d{2}(?::?\\d{2})?))?)?" + NO_MORE + "(?![-/.]\\d)");
    private static final Pattern DAY_FIRST_OR_NOT =
            Pattern.compile("(\\d{1,2})([/.-]|\\.\\s| / )(\\d{1,2})\\2(\\d{4}|\\d{2})" + NO_MORE + "(?![/.-]\\d)");
    private static final Pattern WITHOUT_YEAR =
            Pattern.compile("(\\d{1,2})(?:/(\\d{1,2})" + NO_MORE + "(?![/.]\\d)|\\.(\\d{1,2})\\." + NO_MORE + ")");
    /** In front of two figures that else are a number or a stretch of numbers. */
    private static final Pattern ON_TWO = Pattern.compile(
            "(?<=\\b(?:on|by|from|until|till|to|am|vom|zum|bis|ab|den|le|du|au|il|dal|el|del|al|op|dia) )"
                    + "(\\d{1,2})[.-](\\d{1,2})" + NO_MORE + "(?![-./]?\\d)",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern ORDINAL = Pattern.compile("(\\d{1,2})(?:st|nd|rd|th)" + NO_MORE);

    private static final int PLAIN_ISO = 10;
    private static final int LONGEST = 64;

    private final String text;
    private final Times times;
    private final NamedDates named;

    Dates(String text) {
        this.text = text;
        this.times = new Times(text);
        this.named = new NamedDates(text);
    }

    /** A day in eight digits; {@code null} when there is no such day. */
    static @Nullable LocalDate date(String digits) {
        return date(
                Integer.parseInt(digits.substring(0, 4)),
                Integer.parseInt(digits.substring(4, 6)),
                Integer.parseInt(digits.substring(6)));
    }

    private @Nullable Matcher match(Pattern pattern, int from) {
        var match = pattern.matcher(text)
                .region(from, Math.min(text.length(), from + LONGEST))
                .useTransparentBounds(true);
        return match.lookingAt() ? match : null;
    }

    /** Reads what stands at a digit; gives the place behind all that is read by it, or 0. */
    int atDigits(int from, int wordEnd, List<Reading> found) {
        var next = wordEnd < text.length() ? text.charAt(wordEnd) : ' ';
        var digits = Ahead.digits(text, from);
        return switch (next) {
            case '-', '/', '.', '_' -> {
                named.atDigits(from, digits, found);
                yield Math.max(times.inWords(from, digits, found), inFigures(from, digits, found));
            }
            case ':' -> times.at(from, digits, found);
            case '年', '月', '년', '월' -> named.cjk(from, found);
            default -> {
                ordinal(from, digits, found);
                named.atDigits(from, digits, found);
                var spaced = text.startsWith(" / ", wordEnd) ? match(DAY_FIRST_OR_NOT, from) : null;
                yield Math.max(
                        spaced == null ? 0 : three(spaced, found),
                        Math.max(named.cjk(from, found), times.at(from, digits, found)));
            }
        };
    }

    /** Reads what stands at the name of a month. */
    void atMonth(int from, List<Reading> found) {
        named.atMonth(from, found);
    }

    /** {@code the 12th} is the day of a month that is not said. */
    private void ordinal(int from, int digits, List<Reading> found) {
        var mayBe = digits <= 2 && "snrt".indexOf(Ahead.at(text, from + digits)) >= 0;
        var match = mayBe ? match(ORDINAL, from) : null;
        if (match != null && number(match, 1) >= 1 && number(match, 1) <= 31) {
            found.add(new Reading(from, match.end(), null, List.of(Reading.MAYBE + "O" + two(number(match, 1)))));
        }
    }

    private int inFigures(int from, int digits, List<Reading> found) {
        if (isPlainIso(from, digits)) {
            return plainIso(from, found);
        }
        if (digits > 2) {
            var iso = digits == 4 ? match(ISO, from) : null;
            return iso == null ? 0 : iso(iso, found);
        }
        var three = match(DAY_FIRST_OR_NOT, from);
        if (three != null) {
            return three(three, found);
        }
        var two = match(WITHOUT_YEAR, from);
        if (two == null) {
            var on = Ahead.at(text, from - 1) == ' ' ? match(ON_TWO, from) : null;
            if (on != null) {
                maybe(on, number(on, 1), number(on, 2), found);
            }
            return 0; // it may be a number as well
        }
        var other = number(two, two.group(2) != null ? 2 : 3);
        var isDate = maybe(two, number(two, 1), other, found);
        return isDate && two.group(2) != null ? two.end() : 0; // 4.12. may also be a number at the end of a sentence
    }

    /** Whether {@code 2026-04-12} stands there without a time: no pattern is needed to see that, and most dates are such. */
    private boolean isPlainIso(int from, int digits) {
        var mark = Ahead.at(text, from + 4);
        var next = Ahead.at(text, from + PLAIN_ISO);
        return digits == 4
                && "-/._".indexOf(mark) >= 0
                && Ahead.digits(text, from + 5) == 2
                && Ahead.at(text, from + 7) == mark
                && Ahead.digits(text, from + 8) == 2
                && (next >= 0x80 || !Character.isLetter(next))
                && !((Ahead.isSpace(next) || "-/.".indexOf(next) >= 0)
                        && Ahead.isDigit(Ahead.at(text, from + PLAIN_ISO + 1)));
    }

    private int plainIso(int from, List<Reading> found) {
        var to = from + PLAIN_ISO;
        var year = Integer.parseInt(text, from, from + 4, 10);
        var date = date(year, Integer.parseInt(text, from + 5, from + 7, 10), Integer.parseInt(text, to - 2, to, 10));
        if (date == null) {
            return 0;
        }
        found.add(whole(from, to, date));
        return to;
    }

    /** Two figures that may be a day and a month. */
    private static boolean maybe(Matcher match, int one, int other, List<Reading> found) {
        var maybe = new ArrayList<String>();
        addMaybe(monthAndDay(one, other), maybe);
        addMaybe(monthAndDay(other, one), maybe);
        if (maybe.isEmpty()) {
            return false;
        }
        found.add(new Reading(match.start(), match.end(), null, maybe));
        return true;
    }

    private static int iso(Matcher match, List<Reading> found) {
        var date = date(number(match, 1), number(match, 3), number(match, 4));
        if (date == null) {
            return 0;
        }
        var time = match.group(5) == null ? null : time(match);
        if (match.group(5) != null && time == null) {
            return 0;
        }
        if (time == null) {
            found.add(whole(match.start(), match.end(), date));
            return match.end();
        }
        var local = LocalDateTime.of(date, time);
        var zone = match.group(9);
        var key = zone == null ? "L" + local : instant(local, zone);
        found.add(new Reading(match.start(), match.end(), key, ofMoment(local)));
        return match.end();
    }

    /** By what else a moment is found. */
    static List<String> ofMoment(LocalDateTime local) {
        var date = local.toLocalDate();
        return List.of(
                "?L" + local,
                "<D" + date,
                "<T" + local.toLocalTime(),
                "~" + monthAndDay(date),
                "<N" + date.getYear(),
                "<" + month(date.getYear(), date.getMonthValue()));
    }

    private static @Nullable LocalTime time(Matcher match) {
        var fraction = match.group(8) == null ? "" : match.group(8);
        var nanos = fraction.isEmpty() ? 0 : Integer.parseInt((fraction + "000000000").substring(0, 9));
        return Times.time(number(match, 5), number(match, 6), match.group(7) == null ? 0 : number(match, 7), nanos);
    }

    static String instant(LocalDateTime local, String zone) {
        var offset = ZoneOffset.UTC;
        if (zone.charAt(0) == '+' || zone.charAt(0) == '-') {
            var digits = zone.substring(1).replace(":", "");
            var minutes = Integer.parseInt(digits.substring(0, 2)) * 60
                    + (digits.length() > 2 ? Integer.parseInt(digits.substring(2)) : 0);
            if (minutes > 18 * 60) {
                return "L" + local + zone;
            }
            offset = ZoneOffset.ofTotalSeconds((zone.charAt(0) == '-' ? -60 : 60) * minutes);
        }
        return "I" + OffsetDateTime.of(local, offset).toInstant();
    }

    /** Three figures: which of the first two is the day is certain when only one can be, or when they are the same. */
    private static int three(Matcher match, List<Reading> found) {
        var first = number(match, 1);
        var second = number(match, 3);
        var short4 = match.group(4).length() == 2;
        var year = number(match, 4) + (short4 ? 2_000 : 0);
        var dayFirst = date(year, second, first);
        var monthFirst = date(year, first, second);
        if (dayFirst == null && monthFirst == null) {
            return 0;
        }
        var sole = dayFirst == null ? monthFirst : monthFirst == null || dayFirst.equals(monthFirst) ? dayFirst : null;
        if (sole != null && !short4) {
            found.add(whole(match.start(), match.end(), sole));
            return match.end();
        }
        var maybe = new ArrayList<String>();
        maybe.add(Reading.SAME + "W" + first + match.group(2) + second + match.group(2) + match.group(4));
        for (var date : new @Nullable LocalDate[] {dayFirst, monthFirst}) {
            if (date != null) {
                maybe.add("?D" + date);
                maybe.add("~" + monthAndDay(date));
            }
        }
        maybe.add(Reading.PART + "N" + year);
        found.add(new Reading(match.start(), match.end(), null, maybe));
        return match.end();
    }

    static Reading whole(int from, int to, LocalDate date) {
        var said = date.toString();
        var month = said.length() - 3;
        var day = "M" + said.substring(month - 2);
        return new Reading(
                from,
                to,
                "D" + said,
                List.of("~" + day, "<" + day, "<N" + date.getYear(), "<Y" + said.substring(0, month)));
    }

    private static String monthAndDay(LocalDate date) {
        return "M" + two(date.getMonthValue()) + "-" + two(date.getDayOfMonth());
    }

    static @Nullable String monthAndDay(int month, int day) {
        var inALeapYear = date(2024, month, day);
        return inALeapYear == null ? null : monthAndDay(inALeapYear);
    }

    /** Of a month its key. */
    static String month(int year, int month) {
        return "Y" + two(year / 100) + two(year % 100) + "-" + two(month);
    }

    private static String two(int number) {
        return number < 10 ? "0" + number : String.valueOf(number);
    }

    private static void addMaybe(@Nullable String key, List<String> to) {
        if (key != null && !to.contains(Reading.MAYBE + key)) {
            to.add(Reading.MAYBE + key);
        }
    }

    static @Nullable LocalDate date(int year, int month, int day) {
        try {
            return LocalDate.of(year, month, day);
        } catch (DateTimeException none) {
            return null;
        }
    }

    private static int number(Matcher match, int group) {
        return Integer.parseInt(match.group(group));
    }
}
