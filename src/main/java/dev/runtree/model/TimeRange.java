package dev.runtree.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of time.
 *
 * @param since inclusive; {@code null} is open
 * @param until exclusive; {@code null} is open
 */
public record TimeRange(@Nullable Instant since, @Nullable Instant until) {
    public static final TimeRange ANY = new TimeRange(null, null);
}
