package dev.runtree.store;

import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Nanoseconds since 1970 as PostgreSQL keeps them here: a {@code timestamptz} of microseconds and the rest beside it. */
final class PgTime {
    private static final long NANOS = 1_000_000_000L;
    private static final long MICRO = 1_000L;

    private PgTime() {}

    static @Nullable String text(@Nullable Long nanos) {
        return nanos == null ? null : text(nanos.longValue());
    }

    static String text(long nanos) {
        var whole = nanos - Math.floorMod(nanos, MICRO);
        return Instant.ofEpochSecond(Math.floorDiv(whole, NANOS), Math.floorMod(whole, NANOS))
                .toString();
    }

    /** The nanoseconds below the microsecond, 0 to 999. */
    static String rest(@Nullable Long nanos) {
        return nanos == null ? "0" : Long.toString(Math.floorMod(nanos, MICRO));
    }

    static long nanos(OffsetDateTime time, int rest) {
        return Math.addExact(Math.multiplyExact(time.toEpochSecond(), NANOS), time.getNano() + (long) rest);
    }

    static @Nullable Long nanosOrNull(@Nullable OffsetDateTime time, int rest) {
        return time == null ? null : Long.valueOf(nanos(time, rest));
    }
}
