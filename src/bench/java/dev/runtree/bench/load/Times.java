package dev.runtree.bench.load;

import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;

/**
 * When traces end: spread evenly over the time before a moment.
 *
 * @param over how long that time is; at least a minute is taken
 */
public record Times(Instant until, Duration over) {
    private static final Duration LEAST = Duration.ofMinutes(1);

    public Times {
        if (over.isNegative()) {
            throw new IllegalArgumentException("days cannot be fewer than none");
        }
        over = over.compareTo(LEAST) < 0 ? LEAST : over;
    }

    /** In nanoseconds since 1970. */
    long end(SplittableRandom random) {
        return until.getEpochSecond() * 1_000_000_000 + until.getNano() - (long) (random.nextDouble() * over.toNanos());
    }
}
