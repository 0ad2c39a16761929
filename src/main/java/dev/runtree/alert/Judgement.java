package dev.runtree.alert;

import dev.runtree.alert.AlertState.Stage;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What follows from a reading.
 *
 * @param state how it stands now
 * @param told what is to be told to the desktop and to the command; {@code null} for nothing
 */
record Judgement(AlertState state, @Nullable Change told) {
    /** For so long nobody may have looked, and what held before is still taken to have held since. */
    private static final Duration LONGEST_GAP = Duration.ofMinutes(5);

    /** What people are told of. */
    enum Change {
        FIRING,
        RESOLVED
    }

    /**
     * A rule begins to fire when it has held for as long as it says, and is over when it has held no more for as long. When the
     * database does not answer, nothing is known, so nothing changes.
     */
    static Judgement of(AlertRule rule, AlertState before, Reading reading, Instant now) {
        var found = before.found(reading, now);
        if (reading instanceof Reading.Unread) {
            return new Judgement(found, null);
        }
        var holds = rule.holds(reading);
        var readAt = before.readAt();
        // Of a clock that was set back nothing is known either.
        var isGap = readAt == null || readAt.plus(LONGEST_GAP).isBefore(now) || readAt.isAfter(now);
        return told(moved(rule, found, holds, isGap, now), now);
    }

    private static AlertState moved(AlertRule rule, AlertState state, boolean holds, boolean isGap, Instant now) {
        return switch (state.stage()) {
            case OK -> holds ? begun(rule, state, now, now) : state;
            case PENDING -> holds ? begun(rule, state, isGap ? now : state.since(), now) : state.at(Stage.OK, now);
            case FIRING -> {
                if (holds) {
                    yield state.otherwise(null);
                }
                var since = state.otherwiseSince() == null || isGap ? now : state.otherwiseSince();
                yield isPast(since, rule, now) ? state.at(Stage.OK, now) : state.otherwise(since);
            }
        };
    }

    private static AlertState begun(AlertRule rule, AlertState state, Instant since, Instant now) {
        return isPast(since, rule, now) ? state.at(Stage.FIRING, now) : state.at(Stage.PENDING, since);
    }

    private static boolean isPast(Instant since, AlertRule rule, Instant now) {
        return !since.plus(rule.lasting()).isAfter(now);
    }

    /** Nobody is told twice, nor of the end of what nobody was told of. What ends in a silence is told after it. */
    private static Judgement told(AlertState now, Instant at) {
        if (now.isFiring() && !now.isAnnounced() && !now.isSilenced(at)) {
            return new Judgement(now.announced(true), Change.FIRING);
        }
        if (!now.isFiring() && now.isAnnounced() && !now.isSilenced(at)) {
            return new Judgement(now.announced(false), Change.RESOLVED);
        }
        return new Judgement(now, null);
    }
}
