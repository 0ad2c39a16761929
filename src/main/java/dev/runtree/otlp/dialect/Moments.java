package dev.runtree.otlp.dialect;

import dev.runtree.otlp.raw.RawSpan;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import org.jspecify.annotations.Nullable;

/** Times and durations that producers tell in attributes, in nanoseconds. */
final class Moments {
    private static final long MOST_SECONDS = 1_000_000;
    private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000);

    private Moments() {}

    /** From the span's start to a time in ISO 8601, which is in UTC when it names no offset. */
    static @Nullable Long since(RawSpan span, @Nullable String time) {
        if (time == null || span.startNanos() <= 0) {
            return null;
        }
        try {
            var moment = instant(DateTimeFormatter.ISO_DATE_TIME.parse(time.replace(' ', 'T')));
            var nanos = Math.addExact(Math.multiplyExact(moment.getEpochSecond(), 1_000_000_000L), moment.getNano());
            return nanos < span.startNanos() ? null : Long.valueOf(nanos - span.startNanos());
        } catch (DateTimeParseException | ArithmeticException e) {
            return null;
        }
    }

    private static Instant instant(TemporalAccessor time) {
        return time.isSupported(ChronoField.OFFSET_SECONDS)
                ? Instant.from(time)
                : LocalDateTime.from(time).toInstant(ZoneOffset.UTC);
    }

    static @Nullable Long ofSeconds(@Nullable BigDecimal seconds) {
        if (seconds == null || seconds.signum() < 0 || seconds.compareTo(BigDecimal.valueOf(MOST_SECONDS)) >= 0) {
            return null;
        }
        return seconds.multiply(NANOS).longValue();
    }

    static @Nullable Long ofMillis(@Nullable BigDecimal millis) {
        return millis == null ? null : ofSeconds(millis.movePointLeft(3));
    }
}
