package dev.runtree.ui.replay;

import dev.runtree.replay.turns.Turn;
import dev.runtree.replay.turns.TurnResult;
import dev.runtree.replay.turns.TurnResult.Made;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A turn of a conversation that is replayed, in the table of them.
 *
 * @param result {@code null} as long as there is none
 * @param isMade whether it is being made now
 */
record TurnRow(Turn turn, @Nullable TurnResult result, boolean isMade) {

    static TurnRow waiting(Turn turn) {
        return new TurnRow(turn, null, false);
    }

    TurnRow begun() {
        return new TurnRow(turn, null, true);
    }

    TurnRow ended(TurnResult come) {
        return new TurnRow(turn, come, false);
    }

    /** What it came to, where it is a run. */
    Optional<Made> made() {
        return result instanceof Made made ? Optional.of(made) : Optional.empty();
    }

    /** What went wrong, in one line; empty where nothing did. */
    String problem() {
        var come = result;
        var problem = come == null ? null : come.problem();
        return problem == null ? "" : problem;
    }
}
