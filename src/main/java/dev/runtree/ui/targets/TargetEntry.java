package dev.runtree.ui.targets;

import dev.runtree.export.target.Target;
import dev.runtree.model.Figures;
import dev.runtree.store.SendState;
import dev.runtree.ui.DotCell;
import dev.runtree.ui.Messages;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A target in the list.
 *
 * @param target {@code null} when it is another data folder's, of which the database alone tells
 * @param state how it goes; {@code null} when nothing was ever sent to it from this database
 */
record TargetEntry(
        String name, @Nullable Target target, @Nullable SendState state) {
    /** What is to be seen at a glance. */
    enum Mood {
        GOOD,
        BUSY,
        BAD,
        OFF
    }

    /** As it stands in the list. */
    DotCell.Told line() {
        return new DotCell.Told(
                name(), what() + " · " + brief(Instant.now()), mood().name().toLowerCase(Locale.ROOT));
    }

    /** What it is, such as {@code Langfuse}. */
    String what() {
        return target == null
                ? Messages.text("targets.elsewhere")
                : target.preset().title();
    }

    Mood mood() {
        if (isPaused()) {
            return Mood.OFF;
        }
        if (state == null) {
            return Mood.BUSY;
        }
        return switch (state.stage()) {
            case IDLE -> state.waiting() > 0 ? Mood.BUSY : Mood.GOOD;
            case SENDING -> Mood.BUSY;
            case RETRYING, KEY -> Mood.BAD;
            case PAUSED -> Mood.OFF;
        };
    }

    boolean isPaused() {
        return target == null ? state != null && state.stage() == SendState.Stage.PAUSED : target.paused();
    }

    /** How it goes, in a few words. */
    String brief(Instant now) {
        if (isPaused()) {
            return Messages.text("targets.paused");
        }
        if (state == null) {
            return Messages.text("targets.new.yet");
        }
        return switch (state.stage()) {
            case IDLE -> state.waiting() == 0 ? Messages.text("targets.idle") : waiting(state);
            case SENDING -> Messages.text("targets.sending", waiting(state));
            case KEY -> Messages.text("targets.key");
            case RETRYING -> {
                var at = state.retryAt();
                yield at == null || at.isBefore(now)
                        ? Messages.text("targets.retrying.now")
                        : Messages.text(
                                "targets.retrying",
                                Figures.waiting(
                                        java.time.Duration.between(now, at).toNanos()));
            }
            case PAUSED -> Messages.text("targets.paused");
        };
    }

    private static String waiting(SendState state) {
        return Messages.counted(state.waiting(), "targets.waiting.one", "targets.waiting.many");
    }
}
