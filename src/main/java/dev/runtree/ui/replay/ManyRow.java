package dev.runtree.ui.replay;

import dev.runtree.model.Run;
import dev.runtree.replay.many.Attempt;
import dev.runtree.replay.many.AttemptResult;
import dev.runtree.replay.many.AttemptResult.Made;
import dev.runtree.replay.many.AttemptResult.NotMade;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One of many replays, in the table of them.
 *
 * @param result {@code null} as long as there is none
 * @param isMade whether it is being made now
 */
record ManyRow(Attempt attempt, @Nullable AttemptResult result, boolean isMade) {

    static ManyRow waiting(Attempt attempt) {
        return new ManyRow(attempt, null, false);
    }

    ManyRow begun() {
        return new ManyRow(attempt, null, true);
    }

    ManyRow ended(AttemptResult come) {
        return new ManyRow(attempt, come, false);
    }

    /** What it came to, where it is a run. */
    Optional<Made> made() {
        return result instanceof Made made ? Optional.of(made) : Optional.empty();
    }

    Run original() {
        return attempt.original();
    }

    /** What went wrong, in one line; empty where nothing did. */
    String problem() {
        if (result instanceof NotMade none) {
            return none.why();
        }
        var come = result;
        var problem = come == null ? null : come.problem();
        return problem == null ? "" : problem;
    }

    /** The model that is asked, as far as it is known. */
    String model() {
        var come = result;
        if (come != null) {
            return come.model();
        }
        var named = attempt.model();
        var recorded = original().model();
        return named != null ? named : recorded == null ? "" : recorded;
    }
}
