package dev.runtree.alert;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How it stands with a rule in one database.
 *
 * @param definition of the rule that it is of
 * @param since when the stage began
 * @param otherwiseSince since when, while it fires, it would not begin to; {@code null} while it would
 * @param lookedAt when it was looked at last, with or without an answer
 * @param readAt when the database answered last; {@code null} when it never has
 * @param value the last one, in the unit of the figure; {@code null} when there was none
 * @param said why there is no value: nothing ran, or the database did not answer; {@code null} when there is
 * @param isRead whether the database answered last time
 * @param isAnnounced whether somebody was told that it fires, and not yet that it is over
 * @param silencedUntil until when nobody is told
 * @param overAt when it was over the last time
 * @param trouble why the command or the desktop could not be told the last time
 */
public record AlertState(
        String definition,
        Stage stage,
        Instant since,
        @Nullable Instant otherwiseSince,
        Instant lookedAt,
        @Nullable Instant readAt,
        @Nullable BigDecimal value,
        @Nullable String said,
        boolean isRead,
        boolean isAnnounced,
        @Nullable Instant silencedUntil,
        @Nullable Instant overAt,
        @Nullable String trouble) {

    /** Where a rule is on its way. */
    public enum Stage {
        OK,
        /** It holds, not yet for long enough. */
        PENDING,
        FIRING
    }

    static AlertState fresh(AlertRule rule, Instant now) {
        return new AlertState(
                rule.definition(), Stage.OK, now, null, Instant.EPOCH, null, null, null, true, false, null, null, null);
    }

    /** As if nobody had looked yet; a silence stays. */
    AlertState anew() {
        return new AlertState(
                definition,
                Stage.OK,
                Instant.EPOCH,
                null,
                Instant.EPOCH,
                null,
                null,
                null,
                true,
                false,
                silencedUntil,
                null,
                null);
    }

    public boolean isFiring() {
        return stage == Stage.FIRING;
    }

    public boolean isSilenced(Instant now) {
        return silencedUntil != null && silencedUntil.isAfter(now);
    }

    boolean isOf(AlertRule rule) {
        return definition.equals(rule.definition());
    }

    AlertState at(Stage now, Instant from) {
        return with(
                now,
                from,
                null,
                isAnnounced,
                silencedUntil,
                stage == Stage.FIRING && now != Stage.FIRING ? from : overAt,
                trouble);
    }

    AlertState otherwise(@Nullable Instant from) {
        return with(stage, since, from, isAnnounced, silencedUntil, overAt, trouble);
    }

    AlertState announced(boolean now) {
        return with(stage, since, otherwiseSince, now, silencedUntil, overAt, trouble);
    }

    AlertState silenced(@Nullable Instant until) {
        return with(stage, since, otherwiseSince, isAnnounced, until, overAt, trouble);
    }

    AlertState troubled(@Nullable String now) {
        return with(stage, since, otherwiseSince, isAnnounced, silencedUntil, overAt, now);
    }

    /** With what was found last as it is. */
    private AlertState with(
            Stage newStage,
            Instant newSince,
            @Nullable Instant newOtherwiseSince,
            boolean nowAnnounced,
            @Nullable Instant newSilencedUntil,
            @Nullable Instant newOverAt,
            @Nullable String newTrouble) {
        return new AlertState(
                definition,
                newStage,
                newSince,
                newOtherwiseSince,
                lookedAt,
                readAt,
                value,
                said,
                isRead,
                nowAnnounced,
                newSilencedUntil,
                newOverAt,
                newTrouble);
    }

    /** With what was found; of a value that could not be read the last one stays. */
    AlertState found(Reading reading, Instant now) {
        var isAnswer = !(reading instanceof Reading.Unread);
        return new AlertState(
                definition,
                stage,
                since,
                otherwiseSince,
                now,
                isAnswer ? now : readAt,
                switch (reading) {
                    case Reading.Value found -> found.value();
                    case Reading.Nothing nothing -> null;
                    case Reading.Unread unread -> value;
                },
                switch (reading) {
                    case Reading.Value found -> null;
                    case Reading.Nothing(var why) -> why;
                    case Reading.Unread(var why) -> why;
                },
                isAnswer,
                isAnnounced,
                silencedUntil,
                overAt,
                trouble);
    }
}
