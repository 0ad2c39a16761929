package dev.runtree.agent.background;

import java.time.Duration;

/**
 * How often and how long background hooks are tried.
 *
 * @param tries after which an event is parked
 * @param first pause after a failure; each further one is four times as long
 * @param longest pause
 * @param limit of one try, after which it is interrupted and has failed
 * @param atOnce events that are worked off at the same time
 */
public record RetryPolicy(int tries, Duration first, Duration longest, Duration limit, int atOnce) {
    /** Five tries in a minute and a half, of five minutes at most; four events at once. */
    public static final RetryPolicy DEFAULT =
            new RetryPolicy(5, Duration.ofSeconds(1), Duration.ofMinutes(5), Duration.ofMinutes(5), 4);

    private static final int FACTOR = 4;

    public RetryPolicy {
        if (tries < 1 || atOnce < 1) {
            throw new IllegalArgumentException("a background hook needs at least one try, and one event at a time");
        }
        if (!first.isPositive() || !limit.isPositive() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException("pauses and the limit of background hooks must be positive");
        }
    }

    /** @param tries made so far, from 1 */
    Duration pause(int tries) {
        var pause = first;
        for (var i = 1; i < tries && pause.compareTo(longest) < 0; i++) {
            pause = pause.multipliedBy(FACTOR);
        }
        return pause.compareTo(longest) < 0 ? pause : longest;
    }
}
