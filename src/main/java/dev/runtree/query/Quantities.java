package dev.runtree.query;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the numbers, durations and times of a filter. */
public final class Quantities {
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}(\\.\\d{1,18})?([kKmM])?");
    private static final Pattern DURATION = Pattern.compile("(\\d{1,15}(?:\\.\\d{1,9})?)(ns|us|µs|ms|s|m|h|d|w)");
    private static final long NANOS_PER_MICRO = 1_000;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private Quantities() {}

    /** A number, {@code k} and {@code m} for thousands and millions; empty when it is none. */
    public static Optional<BigDecimal> number(String text) {
        if (!NUMBER.matcher(text).matches()) {
            return Optional.empty();
        }
        var unit = Character.toLowerCase(text.charAt(text.length() - 1));
        var digits = Character.isDigit(unit) ? text : text.substring(0, text.length() - 1);
        var factor = unit == 'k' ? 3 : unit == 'm' ? 6 : 0;
        return Optional.of(new BigDecimal(digits).scaleByPowerOfTen(factor));
    }

    /** A duration such as {@code 200ms}, {@code 1.5s}, {@code 2h}, {@code 7d}; empty when it is none. */
    public static Optional<Duration> duration(String text) {
        var match = DURATION.matcher(text);
        if (!match.matches()) {
            return Optional.empty();
        }
        var unit = BigDecimal.valueOf(nanos(match.group(2)));
        var nanos = new BigDecimal(match.group(1)).multiply(unit).toBigInteger();
        return nanos.bitLength() > 62 ? Optional.empty() : Optional.of(Duration.ofNanos(nanos.longValue()));
    }

    /**
     * A point in time: a date, a date with a time (local unless it says where), or how long ago.
     *
     * @param end whether a date means the end of its day
     */
    public static Optional<Instant> time(String text, Instant now, ZoneId zone, boolean end) {
        var ago = duration(text);
        if (ago.isPresent()) {
            return Optional.of(now.minus(ago.get()));
        }
        try {
            if (text.length() == "2026-11-20".length()) {
                var day = LocalDate.parse(text);
                return Optional.of(
                        (end ? day.plusDays(1) : day).atStartOfDay(zone).toInstant());
            }
            return Optional.of(
                    text.endsWith("Z") || text.matches(".*T.*[+-]\\d\\d:\\d\\d")
                            ? OffsetDateTime.parse(text).toInstant()
                            : LocalDateTime.parse(text).atZone(zone).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static long nanos(String unit) {
        return switch (unit) {
            case "ns" -> 1;
            case "us", "µs" -> NANOS_PER_MICRO;
            case "ms" -> NANOS_PER_MILLI;
            case "s" -> Duration.ofSeconds(1).toNanos();
            case "m" -> Duration.ofMinutes(1).toNanos();
            case "h" -> Duration.ofHours(1).toNanos();
            case "d" -> Duration.ofDays(1).toNanos();
            default -> Duration.ofDays(7).toNanos();
        };
    }
}
