package dev.runtree.provenance.text;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what programs write for a moment: {@code 20260412T103000Z} of calendars, {@code Apr 12 10:30:00 2026} of logs, and
 * seconds or milliseconds since 1970; and {@code April 2026}, {@code 2026-04} and {@code 04/2026}, which are a month.
 */
final class Moments {
    private static final String NO_MORE = "(?![0-9\\p{L}])";
    private static final Pattern COMPACT =
            Pattern.compile("(\\d{8})[Tt](\\d{2})(\\d{2})(\\d{2})?([Zz]|[+-]\\d{4})?" + NO_MORE);
    private static final Pattern OF_LOGS = Pattern.compile(
            "(\\p{L}{3})\\s+(\\d{1,2})\\s+(\\d{2}):(\\d{2}):(\\d{2})(?:\\s+([A-Z]{3,4}|[+-]\\d{4}))?\\s+(\\d{4})"
                    + NO_MORE);
    private static final Pattern MONTH_YEAR =
            Pattern.compile("([\\p{L}\\p{M}]{3,12})\\.?(?:\\s+[a-z-]{3,14}(?:st|nd|rd|th))?,?\\s+"
                    + "(?:of\\s+|de\\s+|del\\s+)?(\\d{4})" + NO_MORE);
    private static final Pattern OF_TICKETS = Pattern.compile("(\\d{1,2})(\\p{L}{3})(\\d{2})" + NO_MORE);
    private static final Pattern YEAR_MONTH =
            Pattern.compile("(\\d{4})[-/.](0[1-9]|1[0-2])" + NO_MORE + "(?![-/._:]\\d)");
    private static final Pattern FIGURES =
            Pattern.compile("(?<![-/._:\\d])(0?[1-9]|1[0-2])[/.-]((?:19|20)\\d{2})" + NO_MORE + "(?![-/._:]\\d)");
    private static final Pattern SECONDS = Pattern.compile("N(1\\d{9})(\\d{3})?");
    private static final Pattern ZONE = Pattern.compile("[Zz]|UTC|GMT|[+-]\\d{4}");
    private static final int DATE = 8;
    private static final int SHORTEST_COMPACT = 13;
    private static final int SHORTEST_SECONDS = 11;
    private static final int LONGEST = 64;

    private final String text;

    Moments(String text) {
        this.text = text;
    }

    private @Nullable Matcher match(Pattern pattern, int from) {
        var match = pattern.matcher(text)
                .region(from, Math.min(text.length(), from + LONGEST))
                .useTransparentBounds(true);
        return match.lookingAt() ? match : null;
    }

    /** Gives the place behind what is read at a digit, or 0. */
    int atDigits(int from, int wordEnd, List<Reading> found) {
        var size = wordEnd - from;
        if (size >= SHORTEST_COMPACT) {
            return (text.charAt(from + DATE) | 0x20) == 't' ? compact(from, found) : 0;
        }
        if ((size == 6 || size == 7) && Ahead.digits(text, from) <= 2) {
            ticket(from, found);
        }
        if (size <= 4 && wordEnd < text.length() && "-/.".indexOf(text.charAt(wordEnd)) >= 0) {
            months(from, found);
        }
        return 0; // the year is said by itself as well
    }

    private int compact(int from, List<Reading> found) {
        var compact = match(COMPACT, from);
        if (compact != null) {
            var date = Dates.date(compact.group(1));
            var time = Times.time(number(compact, 2), number(compact, 3), second(compact.group(4)), 0);
            if (date != null && time != null) {
                add(compact, date.atTime(time), compact.group(5), found);
                return compact.end();
            }
        }
        return 0;
    }

    /** {@code 12APR26}: the century is not said. */
    private void ticket(int from, List<Reading> found) {
        var ticket = match(OF_TICKETS, from);
        var its = ticket == null ? null : Months.of(Words.key(ticket.group(2)));
        var day = ticket == null || its == null ? null : Dates.date(2_000 + number(ticket, 3), its, number(ticket, 1));
        if (ticket != null && day != null) {
            found.add(new Reading(from, ticket.end(), null, List.of(Reading.MAYBE + "D" + day)));
        }
    }

    private void months(int from, List<Reading> found) {
        var digits = Ahead.digits(text, from);
        var next = Ahead.at(text, from + digits + 1);
        if (digits == 4 && (next == '0' || next == '1') && !isGoingOn(from + "2026-04".length())) {
            var match = match(YEAR_MONTH, from);
            if (match != null) {
                month(match, number(match, 1), number(match, 2), found);
            }
        } else if (digits <= 2 && (next == '1' || next == '2')) {
            var match = match(FIGURES, from);
            if (match != null) {
                month(match, number(match, 2), number(match, 1), found);
            }
        }
    }

    /** Whether more figures follow. */
    private boolean isGoingOn(int place) {
        return "-/._:".indexOf(Ahead.at(text, place)) >= 0 && Ahead.isDigit(Ahead.at(text, place + 1));
    }

    /** Reads what stands at the name of a month. */
    void atMonth(int from, List<Reading> found) {
        var logged = match(OF_LOGS, from);
        var its = logged == null ? null : Months.of(Words.key(logged.group(1)));
        if (logged != null && its != null) {
            var date = Dates.date(number(logged, 7), its, number(logged, 2));
            var time = Times.time(number(logged, 3), number(logged, 4), number(logged, 5), 0);
            if (date != null && time != null) {
                add(logged, date.atTime(time), logged.group(6), found);
            }
        }
        var match = match(MONTH_YEAR, from);
        var month = match == null ? null : Months.of(Words.key(match.group(1)));
        if (match != null && month != null) {
            month(match, number(match, 2), month, found);
        }
    }

    private static void month(Matcher match, int year, int month, List<Reading> found) {
        found.add(new Reading(match.start(), match.end(), Dates.month(year, month), List.of()));
    }

    private static void add(Matcher match, LocalDateTime local, @Nullable String zone, List<Reading> found) {
        found.add(new Reading(
                match.start(),
                match.end(),
                zone != null && ZONE.matcher(zone).matches() ? Dates.instant(local, zone) : "L" + local,
                Dates.ofMoment(local)));
    }

    /** What a number means when it counts from 1970, as moments and days do in many programs. */
    static List<String> since1970(String key) {
        if (!key.startsWith("N1") || key.length() < SHORTEST_SECONDS) {
            return List.of();
        }
        var match = SECONDS.matcher(key);
        if (!match.matches()) {
            return List.of();
        }
        var millis = match.group(2) == null ? 0 : Integer.parseInt(match.group(2));
        var moment = Instant.ofEpochSecond(Long.parseLong(match.group(1)), millis * 1_000_000L);
        var local = LocalDateTime.ofInstant(moment, ZoneOffset.UTC);
        var keys = new ArrayList<>(
                List.of(Reading.SAME + "I" + moment, Reading.MAYBE + "L" + local, Reading.PART + day(local)));
        if (local.toLocalTime().toSecondOfDay() == 0) {
            keys.add(Reading.SAME + day(local));
        }
        return keys;
    }

    private static String day(LocalDateTime local) {
        return "D" + LocalDate.from(local);
    }

    private static int second(@Nullable String said) {
        return said == null ? 0 : Integer.parseInt(said);
    }

    private static int number(Matcher match, int group) {
        return Integer.parseInt(match.group(group));
    }
}
