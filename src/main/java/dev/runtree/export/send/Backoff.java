package dev.runtree.export.send;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** How long a target that failed is left alone: longer each time, and never as long as another that failed with it. */
final class Backoff {
    /** A target that asks for more is asked again then all the same. */
    static final Duration MOST_ASKED = Duration.ofMinutes(10);

    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final Duration LONGEST_WRONG = Duration.ofMinutes(5);
    private static final double SPREAD = 0.25;
    private static final int DOUBLINGS = 16;

    private final Duration first;
    private int failures;

    /** @param first how long after the first failure */
    Backoff(Duration first) {
        this.first = first;
    }

    /** How often in a row it has failed. */
    int failures() {
        return failures;
    }

    void succeeded() {
        failures = 0;
    }

    /** After one more failure. */
    Duration after(Answer answer) {
        failures++;
        return switch (answer) {
            case Answer.Later(var said, var after) -> later(after);
            case Answer.NoKey key -> spread(LONGEST_WRONG);
            case Answer.Wrong wrong -> spread(doubled(LONGEST_WRONG));
            case Answer.Refused refused -> spread(doubled(LONGEST));
            case Answer.Taken taken -> Duration.ZERO;
        };
    }

    private Duration later(@Nullable Duration asked) {
        var own = spread(doubled(LONGEST));
        if (asked == null) {
            return own;
        }
        var capped = asked.compareTo(MOST_ASKED) > 0 ? MOST_ASKED : asked;
        // At least as long as it says, and not all at the same moment.
        return capped.plusMillis(ThreadLocalRandom.current().nextLong(1 + capped.toMillis() / 10));
    }

    private Duration doubled(Duration most) {
        var time = first.multipliedBy(1L << Math.min(failures - 1, DOUBLINGS));
        return time.compareTo(most) > 0 ? most : time;
    }

    private static Duration spread(Duration time) {
        var factor = 1 + ThreadLocalRandom.current().nextDouble(-SPREAD, SPREAD);
        return Duration.ofMillis((long) (time.toMillis() * factor));
    }
}
