package dev.runtree.ui.sessions;

import dev.runtree.model.Run;
import org.jspecify.annotations.Nullable;

/**
 * A turn's place in a conversation.
 *
 * @param number counted from 1
 * @param turn what was said; {@code null} until it is read
 * @param isStale whether the run has changed since {@code turn} was read
 * @param session the session that begins here, in the conversation of a user, empty for none; else {@code null}
 * @param isOpen whether the calls of tools are unfolded
 * @param failure why it could not be read
 */
record Entry(
        int number,
        Run run,
        @Nullable Turn turn,
        boolean isStale,
        @Nullable String session,
        boolean isOpen,
        @Nullable String failure) {

    static Entry of(int number, Run run, @Nullable String session) {
        return new Entry(number, run, null, false, session, false, null);
    }

    boolean isWanted() {
        return (turn == null || isStale) && failure == null;
    }

    Turn shown() {
        return turn == null ? Turn.preview(run) : turn;
    }

    Entry read(Turn read) {
        return new Entry(number, read.run(), read, false, session, isOpen, null);
    }

    /** Without what was said, which is read again when it is looked at. */
    Entry forgotten() {
        return new Entry(number, run, null, false, session, isOpen, failure);
    }

    Entry changed(Run changed) {
        var before = turn == null ? null : turn.of(changed);
        return new Entry(number, changed, before, true, session, isOpen, null);
    }

    Entry failed(String why) {
        return new Entry(number, run, turn, false, session, isOpen, why);
    }

    Entry unfolded(boolean open) {
        return new Entry(number, run, turn, isStale, session, open, failure);
    }
}
