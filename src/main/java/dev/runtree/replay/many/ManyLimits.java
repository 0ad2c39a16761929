package dev.runtree.replay.many;

import dev.runtree.replay.live.Bounds;
import dev.runtree.replay.live.Fork;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How far many replays may go, all together.
 *
 * @param steps model calls of each replay; {@code null} for what {@link Bounds#stepsFor} allows
 * @param cost US dollars; {@code null} for no limit
 * @param time {@code null} for no limit
 */
public record ManyLimits(
        @Nullable Integer steps,
        @Nullable BigDecimal cost,
        @Nullable Duration time) {
    public static final ManyLimits NONE = new ManyLimits(null, null, null);

    /** The same for one replay. */
    public Bounds bounds(Fork fork) {
        return new Bounds(steps == null ? Bounds.stepsFor(fork) : steps, cost, time);
    }
}
