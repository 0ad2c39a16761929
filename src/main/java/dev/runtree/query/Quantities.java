package dev.runtree.query;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the numbers, durations and times of a filter. */
public final class Quantities {
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}(\\.\\d{1,18})?([kKmM])?");
    private static final Pattern DURATION = Pattern.compile("(\\d{1,15}(?:\\.\\d{1,9})?)(ns|us|µs|ms|s|m|h|d|w)");
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\d\\S*(?: \\S+)?");
    private static final DateTimeFormatter TIMES = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendLiteral('T')
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .optionalEnd()
            .appendPattern("[XXX][X]['['VV']']")
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);
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
     * A point in time: a date, a date with a time, or how long ago. It is local unless it says where: {@code Z},
     * {@code +01:00}, {@code [Europe/Berlin]}. A blank may stand for the {@code T}.
     *
     * @param end whether a date means the end of its day
     */
    public static Optional<Instant> time(String text, Instant now, ZoneId zone, boolean end) {
        var ago = duration(text);
        if (ago.isPresent()) {
            return Optional.of(now.minus(ago.get()));
        }
        if (!TIME.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            var parsed = TIMES.parse(text.replace(' ', 'T'));
            var day = LocalDate.from(parsed);
            var where = Objects.requireNonNullElse(parsed.query(TemporalQueries.zone()), zone);
            if (parsed.isSupported(ChronoField.HOUR_OF_DAY)) {
                return Optional.of(
                        ZonedDateTime.of(day, LocalTime.from(parsed), where).toInstant());
            }
            return Optional.of(
                    end
                            ? day.plusDays(1).atStartOfDay(where).toInstant().minus(1, ChronoUnit.MICROS)
                            : day.atStartOfDay(where).toInstant());
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
