package dev.runtree.store;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Nanoseconds since 1970 as PostgreSQL keeps them here: a {@code timestamptz} of microseconds and the rest beside it. */
final class PgTime {
    private static final long NANOS = 1_000_000_000L;
    private static final long MICRO = 1_000L;
    private static final long DAYS_TO_2000 = 10_957;
    private static final long MICROS_TO_2000 = DAYS_TO_2000 * 86_400_000_000L;

    private PgTime() {}

    static String text(long nanos) {
        var ofSecond = Math.floorMod(nanos, NANOS);
        return Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS), ofSecond - ofSecond % MICRO)
                .toString();
    }

    /** Microseconds since 2000, as PostgreSQL counts them. */
    static long micros(long nanos) {
        return Math.floorDiv(nanos, MICRO) - MICROS_TO_2000;
    }

    /** Days since 2000, as PostgreSQL counts them. */
    static int days(LocalDate date) {
        return Math.toIntExact(date.toEpochDay() - DAYS_TO_2000);
    }

    /** The nanoseconds below the microsecond, 0 to 999. */
    static int rest(@Nullable Long nanos) {
        return nanos == null ? 0 : Math.floorMod(nanos, (int) MICRO);
    }

    static long nanos(OffsetDateTime time, int rest) {
        var seconds = time.toEpochSecond();
        var ofSecond = time.getNano() + (long) rest;
        // The first second that there is begins before the first nanosecond that can be told.
        return seconds < 0
                ? Math.addExact(Math.multiplyExact(seconds + 1, NANOS), ofSecond - NANOS)
                : Math.addExact(Math.multiplyExact(seconds, NANOS), ofSecond);
    }

    static @Nullable Long nanosOrNull(@Nullable OffsetDateTime time, int rest) {
        return time == null ? null : Long.valueOf(nanos(time, rest));
    }
}
