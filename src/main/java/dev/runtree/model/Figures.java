package dev.runtree.model;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How durations, tokens, money, counts and times are written: one way for window, command line and reports. The unit is
 * always there. A point is always the decimal mark and a comma groups thousands, whatever the locale, so that a figure
 * means the same wherever it is pasted. Unknown values, {@code null}, are empty.
 */
public final class Figures {
    private static final long MICRO = 1_000;
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000_000_000;

    /** From so many hours on, days are told. */
    private static final long MANY_HOURS = 1_000;

    private static final BigDecimal LEAST_COST = new BigDecimal("0.0001");
    private static final DecimalFormatSymbols SYMBOLS = DecimalFormatSymbols.getInstance(Locale.ROOT);
    private static final DateTimeFormatter TODAY = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ENGLISH);
    private static final DateTimeFormatter THIS_WEEK = DateTimeFormatter.ofPattern("EEE HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter THIS_YEAR = DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter EARLIER = DateTimeFormatter.ofPattern("d MMM uuuu HH:mm", Locale.ENGLISH);

    private Figures() {}

    /** A duration in nanoseconds: {@code 840 µs}, {@code 80 ms}, {@code 1.24 s}, {@code 1m 05s}, {@code 2h 07m}. */
    public static String duration(@Nullable Long nanos) {
        if (nanos == null) {
            return "";
        }
        if (rounded(nanos, MICRO) < 1_000) {
            return rounded(nanos, MICRO) + " µs";
        }
        if (rounded(nanos, MILLI) < 1_000) {
            return rounded(nanos, MILLI) + " ms";
        }
        long hundredths = rounded(nanos, SECOND / 100);
        return hundredths < 6_000 ? decimal(hundredths / 100.0, "0.00") + " s" : minutes(nanos);
    }

    /** A duration that still grows: {@code 44.6 s}, then as {@link #duration}. */
    public static String running(long nanos) {
        long tenths = rounded(nanos, SECOND / 10);
        return tenths < 600 ? decimal(tenths / 10.0, "0.0") + " s" : minutes(nanos);
    }

    /** How long somebody has been waited for: {@code 41 s}, then as {@link #duration}. */
    public static String waiting(long nanos) {
        long seconds = rounded(nanos, SECOND);
        return seconds < 60 ? seconds + " s" : minutes(nanos);
    }

    private static String minutes(long nanos) {
        long seconds = rounded(nanos, SECOND);
        if (seconds < 3_600) {
            return seconds / 60 + "m " + twoDigits(seconds % 60) + "s";
        }
        long minutes = rounded(nanos, 60 * SECOND);
        if (minutes >= 60 * MANY_HOURS) {
            long days = minutes / (24 * 60);
            return count(days) + "d" + (days < 1_000 ? " " + twoDigits(minutes / 60 % 24) + "h" : "");
        }
        return count(minutes / 60) + "h " + twoDigits(minutes % 60) + "m";
    }

    /** A place on a time axis, in the shortest form that is exact: {@code 0}, {@code 5 s}, {@code 20m 10s}. */
    public static String tick(long nanos) {
        if (nanos == 0) {
            return "0";
        }
        if (nanos < MILLI) {
            return decimal(nanos / (double) MICRO, "0.###") + " µs";
        }
        if (nanos < SECOND) {
            return decimal(nanos / (double) MILLI, "0.######") + " ms";
        }
        long seconds = nanos / SECOND;
        if (seconds < 60 || nanos % SECOND != 0) {
            String below = decimal(nanos % (60 * SECOND) / (double) SECOND, "0.#########");
            return seconds < 60 ? below + " s" : seconds / 60 + "m " + below + "s";
        }
        boolean days = seconds >= MANY_HOURS * 3_600;
        String hours = seconds < 3_600 || (days && seconds % 86_400 < 3_600)
                ? ""
                : (days ? seconds % 86_400 : seconds) / 3_600 + "h";
        String minutes = seconds % 3_600 < 60 ? "" : seconds % 3_600 / 60 + "m";
        String rest = seconds % 60 == 0 ? "" : twoDigits(seconds % 60) + "s";
        String told = String.join(" ", hours, minutes, rest).strip().replace("  ", " ");
        return (days ? seconds / 86_400 + "d " + told : told).strip();
    }

    /** A number of tokens: {@code 104}, {@code 12.4k}, {@code 345k}, {@code 3.41M}. */
    public static String tokens(@Nullable Long tokens) {
        if (tokens == null) {
            return "";
        }
        if (tokens < 1_000) {
            return tokens.toString();
        }
        if (rounded(tokens, 100) < 1_000) {
            return decimal(tokens / 1e3, "0.0") + "k";
        }
        if (rounded(tokens, 1_000) < 1_000) {
            return rounded(tokens, 1_000) + "k";
        }
        return tokens < 999_500_000 ? threeDigits(tokens / 1e6) + "M" : threeDigits(tokens / 1e9) + "G";
    }

    /** A total of tokens with its unit: {@code 12.4k tok}. */
    public static String tokenTotal(@Nullable Long tokens) {
        return tokens == null ? "" : tokens(tokens) + " tok";
    }

    /** Tokens read and written, whole: {@code 1,518 → 104 tok}; a side that is unknown is a question mark. */
    public static String inAndOut(@Nullable Long input, @Nullable Long output) {
        if (input == null && output == null) {
            return "";
        }
        return (input == null ? "?" : count(input)) + " → " + (output == null ? "?" : count(output)) + " tok";
    }

    /** The cost of a span, run or session in US dollars: {@code $0.0031}; {@code $0} is known to be free. */
    public static String cost(@Nullable BigDecimal dollars) {
        return money(dollars, 4);
    }

    /** The cost of a sum: {@code ≥$0.0031} when the cost of some of its calls is unknown. */
    public static String costOf(Usage sum) {
        var known = sum.cost();
        if (sum.unpriced() == 0 || known == null) {
            return cost(known);
        }
        // Of next to nothing that is known, nothing is said.
        return known.compareTo(LEAST_COST) < 0 ? "" : "≥" + cost(known);
    }

    /** Cost summed over days: {@code $83.31}. */
    public static String costSum(@Nullable BigDecimal dollars) {
        return money(dollars, 2);
    }

    private static String money(@Nullable BigDecimal dollars, int decimals) {
        if (dollars == null) {
            return "";
        }
        if (dollars.signum() == 0) {
            return "$0";
        }
        BigDecimal least = BigDecimal.ONE.movePointLeft(decimals);
        if (dollars.signum() > 0 && dollars.compareTo(least) < 0) {
            return "<$" + least.toPlainString();
        }
        String sign = dollars.signum() < 0 ? "−" : "";
        return sign + "$" + decimal(dollars.abs(), "#,##0." + "0".repeat(decimals));
    }

    /** A number of things, with the plural that most nouns have: {@code 1 span}, {@code 1,518 spans}. */
    public static String counted(long count, String noun) {
        return count(count) + " " + noun + (count == 1 ? "" : "s");
    }

    /** A count with its thousands grouped: {@code 100,000}. */
    public static String count(long count) {
        return decimal(count, "#,##0");
    }

    /** A count that was not counted beyond a limit: {@code 1,000+} when it got there. */
    public static String capped(long count, long cap) {
        return count < cap ? count(count) : count(cap) + "+";
    }

    /** A share of 1: {@code 7.4 %}, {@code 61 %}; what is nearly nothing or nearly all says so: {@code <0.1 %}, {@code >99 %}. */
    public static String share(double share) {
        double size = Math.abs(share);
        return size > 0.99 && size < 1 && percent(size).equals("100") ? ">99 %" : percent(size) + " %";
    }

    /** A relative change, 0.61 being {@code +61 %}. */
    public static String change(double change) {
        return sign(change) + percent(Math.abs(change)) + " %";
    }

    /** A difference of two durations in nanoseconds: {@code −3.78 s}. */
    public static String difference(long nanos) {
        return sign((double) nanos) + duration(Math.abs(nanos));
    }

    private static String percent(double share) {
        double percent = share * 100;
        if (percent > 0 && percent < 0.05) {
            return "<0.1";
        }
        return percent == 0 ? "0" : decimal(percent, percent < 9.95 ? "0.0" : "#,##0");
    }

    private static String sign(double value) {
        return value > 0 ? "+" : value < 0 ? "−" : "";
    }

    /** A size: {@code 812 B}, {@code 12.4 KB}, {@code 20.0 MB}, in steps of 1,024. */
    public static String bytes(long bytes) {
        if (bytes < 1_024) {
            return bytes + " B";
        }
        double size = bytes;
        int step = 0;
        while (step < 5 && size >= 1_023.95) {
            size /= 1_024;
            step++;
        }
        return decimal(size, "0.0") + " " + " KMGTP".charAt(step) + "B";
    }

    /** A time as somebody reads it now: {@code 14:02:11}, {@code Thu 19:46}, {@code 3 Nov 09:12}. */
    public static String time(Instant time, Instant now, ZoneId zone) {
        ZonedDateTime local = time.atZone(zone);
        LocalDate day = local.toLocalDate();
        LocalDate today = now.atZone(zone).toLocalDate();
        if (day.equals(today)) {
            return TODAY.format(local);
        }
        if (day.isBefore(today) && day.isAfter(today.minusDays(7))) {
            return THIS_WEEK.format(local);
        }
        return (day.getYear() == today.getYear() ? THIS_YEAR : EARLIER).format(local);
    }

    /** How long ago a time is: {@code 2 min ago}, {@code 16 h ago}; empty when it is a day or more, or is still to come. */
    public static String ago(Instant time, Instant now) {
        long seconds = Duration.between(time, now).toSeconds();
        if (seconds <= -60) {
            return "";
        }
        seconds = Math.max(0, seconds);
        if (seconds < 60) {
            return seconds + " s ago";
        }
        if (seconds < 3_600) {
            return seconds / 60 + " min ago";
        }
        return seconds < 86_400 ? seconds / 3_600 + " h ago" : "";
    }

    /** A time in nanoseconds since 1970 as RFC 3339 in UTC, with as many decimals as it has. */
    public static String exactTime(long nanos) {
        return instant(nanos).toString();
    }

    /** Nanoseconds since 1970 as an instant. */
    public static Instant instant(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, SECOND), Math.floorMod(nanos, SECOND));
    }

    private static long rounded(long value, long unit) {
        return (value + unit / 2) / unit;
    }

    private static String twoDigits(long number) {
        return (number < 10 ? "0" : "") + number;
    }

    private static String threeDigits(double number) {
        return decimal(number, number < 9.995 ? "0.00" : number < 99.95 ? "0.0" : "#,##0");
    }

    private static String decimal(Number number, String pattern) {
        var format = new DecimalFormat(pattern, SYMBOLS);
        format.setRoundingMode(RoundingMode.HALF_UP);
        return format.format(number);
    }
}
