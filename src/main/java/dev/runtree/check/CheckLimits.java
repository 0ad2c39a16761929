package dev.runtree.check;

import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How far checking may go.
 *
 * @param steps model calls of each case; {@code null} for what a replay may make anyway
 * @param cost of all cases together, in US dollars; {@code null} for no limit
 * @param time of all cases together; {@code null} for no limit
 */
public record CheckLimits(
        @Nullable Integer steps,
        @Nullable BigDecimal cost,
        @Nullable Duration time) {
    public static final CheckLimits NONE = new CheckLimits(null, null, null);
}
