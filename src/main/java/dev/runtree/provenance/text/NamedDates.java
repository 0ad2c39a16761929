package dev.runtree.provenance.text;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads dates whose month has its name, or whose parts have theirs: {@code 12 April 2026}, {@code 2026年4月12日}. */
final class NamedDates {
    private static final String NO_MORE = "(?![0-9A-Za-z])";
    private static final String DAY = "(\\d{1,2})(?:st|nd|rd|th|er|º|ª|\\.)?";
    private static final String MONTH = "([\\p{L}\\p{M}]{3,12})\\.?";
    private static final Pattern DAY_MONTH = Pattern.compile(DAY + "(\\s*|-)(?:of\\s+|de\\s+)?" + MONTH
            + "(?:(?:,?\\s*|-)(?:of\\s+|de\\s+|del\\s+)?(\\d{4}))?" + NO_MORE);
    private static final Pattern MONTH_DAY =
            Pattern.compile(MONTH + "\\s+(?:the\\s+)?" + DAY + "(?:,?\\s+(\\d{4}))?" + NO_MORE + "(?![.,:]\\d)");
    private static final Pattern YEAR_FIRST =
            Pattern.compile("(\\d{4})(?:,?\\s+|-)" + MONTH + "(?:\\s+|-)" + DAY + NO_MORE + "(?![.,:]\\d)");
    private static final String UNTIL = "\\s*(?:-|/|to|until|till|through|and|bis|und|au|et|al|a|e|y)\\s*";
    private static final Pattern FROM = Pattern.compile(DAY + UNTIL + "(?:the\\s+)?(?=\\d)");
    private static final Pattern MONTH_FROM =
            Pattern.compile(MONTH + "\\s+" + DAY + UNTIL + DAY + "(?:,?\\s+(\\d{4}))?" + NO_MORE);
    private static final Pattern THEN = Pattern.compile(UNTIL + "(?:the\\s+)?(?=\\d)");
    private static final Pattern THEN_MONTH = Pattern.compile(UNTIL + "(?=\\p{L})");
    private static final Pattern CJK =
            Pattern.compile("(?:(\\d{4}|(?<=令和)\\d{1,2})\\s*[年년]\\s*)?(\\d{1,2})\\s*[月월]\\s*(\\d{1,2})\\s*[日일号]");
    private static final Pattern VIETNAMESE =
            Pattern.compile("(\\d{1,2})\\s+tháng\\s+(\\d{1,2})(?:,?\\s+(?:năm\\s+)?(\\d{4}))?" + NO_MORE);

    private static final int LONGEST = 64;

    /** The year before the first of the era Reiwa. */
    private static final int REIWA = 2018;

    /** What Thai years are ahead by. */
    private static final int BUDDHIST = 543;

    private static final int LATEST = 2400;

    private final String text;
    private final boolean isVietnamese;
    private final boolean isCjk;

    NamedDates(String text) {
        this.text = text;
        this.isVietnamese = text.contains("tháng");
        this.isCjk = text.indexOf('月') >= 0 || text.indexOf('월') >= 0;
    }

    private boolean isYear(int from) {
        var next = Ahead.at(text, from + 4);
        if ("12".indexOf(text.charAt(from)) < 0 || "-, ".indexOf(next) < 0) {
            return false;
        }
        var at = next == ' ' ? from + 4 : from + 5;
        return Ahead.mayBeLetter(Ahead.at(text, Ahead.behindSpace(text, at)));
    }

    private @Nullable Matcher match(Pattern pattern, int from) {
        var match = pattern.matcher(text)
                .region(from, Math.min(text.length(), from + LONGEST))
                .useTransparentBounds(true);
        return match.lookingAt() ? match : null;
    }

    /** Reads what stands at a digit; the day and the year are said by themselves as well. */
    void atDigits(int from, int digits, List<Reading> found) {
        if (digits > 2) {
            yearFirst(from, digits, found);
            return;
        }
        var range = mayBeFirstOfTwo(from + digits) ? match(FROM, from) : null;
        if (range != null) {
            firstOfTwo(from, number(range, 1), range.end(), found);
        }
        var vietnamese = isVietnamese ? match(VIETNAMESE, from) : null;
        if (vietnamese != null) {
            named(vietnamese, number(vietnamese, 1), number(vietnamese, 2), vietnamese.group(3), found);
        }
        var match = mayBeDay(from + digits) ? match(DAY_MONTH, from) : null;
        var month = match == null ? null : month(match, 3);
        if (match == null || month == null) {
            return;
        }
        var year = match.group(4);
        if (year == null) {
            if (match.group(2).isEmpty() && match.end(1) == match.start(3)) {
                return; // 5mar is more often something else
            }
            var then = match(THEN, match.end());
            var second = then == null ? null : match(DAY_MONTH, then.end());
            if (then != null && second != null && second.group(4) != null) {
                firstOfTwo(from, number(match, 1), month, then.end(), found);
            }
        }
        named(match, number(match, 1), month, year, found);
    }

    private void yearFirst(int from, int digits, List<Reading> found) {
        var match = digits == 4 && isYear(from) ? match(YEAR_FIRST, from) : null;
        var month = match == null ? null : month(match, 2);
        if (match != null && month != null) {
            named(match, number(match, 3), month, match.group(1), found);
        }
    }

    /** Whether an ending of a number, or the name of a month, may stand behind a figure. */
    private boolean mayBeDay(int behind) {
        var next = Ahead.at(text, behind);
        if (Ahead.mayBeLetter(next)) {
            return true;
        }
        var at = next == '.' ? behind + 1 : behind;
        at = Ahead.at(text, at) == '-' ? at + 1 : Ahead.behindSpace(text, at);
        return at > behind && Ahead.mayBeLetter(Ahead.at(text, at));
    }

    /** Whether a hyphen, or a word, may stand behind a figure. */
    private boolean mayBeFirstOfTwo(int behind) {
        var next = Ahead.at(text, behind);
        if (Ahead.mayBeLetter(next)) {
            return true;
        }
        var at = Ahead.behindSpace(text, next == '.' ? behind + 1 : behind);
        return "-/tuabey".indexOf(Ahead.at(text, at)) >= 0;
    }

    /** {@code 4 to 6 December 2026} names two dates. */
    private void firstOfTwo(int from, int day, int second, List<Reading> found) {
        var match = match(DAY_MONTH, second);
        var month = match == null ? null : month(match, 3);
        if (month != null) {
            firstOfTwo(from, day, month, second, found);
        }
    }

    private void firstOfTwo(int from, int day, int month, int second, List<Reading> found) {
        var match = match(DAY_MONTH, second);
        var last = match == null ? null : month(match, 3);
        if (match != null && last != null && month <= last) {
            part(from, match.end(), day, month, match.group(4), found);
        }
    }

    private static void part(int from, int to, int day, int month, @Nullable String year, List<Reading> found) {
        if (year == null) {
            var key = Dates.monthAndDay(month, day);
            if (key != null) {
                found.add(new Reading(from, to, null, List.of(Reading.PART + key)));
                found.add(new Reading(from, to, null, List.of(Reading.MAYBE + key)));
            }
            return;
        }
        var date = Dates.date(year(year), month, day);
        if (date != null) {
            var inMonth = Reading.ALIKE + Dates.month(year(year), month);
            found.add(new Reading(from, to, null, List.of(Reading.PART + "D" + date, inMonth)));
        }
    }

    /** Reads what stands at the name of a month. */
    void atMonth(int from, List<Reading> found) {
        var match = match(MONTH_DAY, from);
        var month = match == null ? null : month(match, 1);
        if (match != null && month != null) {
            var year = match.group(3);
            named(match, number(match, 2), month, year, found);
            var then = year == null ? match(THEN_MONTH, match.end()) : null;
            var second = then == null ? null : match(MONTH_DAY, then.end());
            var last = second == null ? null : month(second, 1);
            if (second != null && last != null && second.group(3) != null && month <= last) {
                part(from, second.end(), number(match, 2), month, second.group(3), found);
            }
        }
        var range = match(MONTH_FROM, from);
        var named = range == null ? null : month(range, 1);
        if (range != null && named != null) {
            part(from, range.end(), number(range, 2), named, range.group(4), found);
            part(from, range.end(), number(range, 3), named, range.group(4), found);
        }
    }

    /** Reads what stands at a digit; gives the place behind it, or 0. */
    int cjk(int from, List<Reading> found) {
        var match = isCjk ? match(CJK, from) : null;
        if (match == null) {
            return 0;
        }
        named(match, number(match, 3), number(match, 2), match.group(1), found);
        return match.end();
    }

    private static void named(Matcher match, int day, int month, @Nullable String year, List<Reading> found) {
        var date = year == null ? null : Dates.date(year(year), month, day);
        var key = Dates.monthAndDay(month, day);
        var to = match.group().endsWith(".") ? match.end() - 1 : match.end();
        if (date != null) {
            found.add(Dates.whole(match.start(), to, date));
        } else if (year == null && key != null) {
            found.add(new Reading(match.start(), to, key, List.of(Reading.MAYBE + key)));
        }
    }

    private static int year(String said) {
        var year = Integer.parseInt(said);
        return said.length() < 4 ? REIWA + year : year >= LATEST ? year - BUDDHIST : year;
    }

    private static @Nullable Integer month(Matcher match, int group) {
        return Months.of(Words.key(match.group(group)));
    }

    private static int number(Matcher match, int group) {
        return Integer.parseInt(match.group(group));
    }
}
