package dev.runtree.replay.turns;

import dev.runtree.model.Run;
import dev.runtree.replay.many.AnswerChange;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What came of the replay of one turn. */
public sealed interface TurnResult {

    Turn turn();

    /** Why it came to no answer, in one line; {@code null} where it did. */
    @Nullable String problem();

    /** The run that it is; empty when it is none. */
    default Optional<Run> run() {
        return this instanceof Made made ? Optional.of(made.replay()) : Optional.empty();
    }

    /**
     * It is a run of its own.
     *
     * @param replay that run, as it is stored
     * @param answer beside the recorded one
     * @param sameCalls whether tools were called in the same order with the same arguments
     * @param modelCalls that were made live
     * @param cost of these in US dollars, as far as prices are known
     */
    record Made(
            Turn turn,
            Run replay,
            AnswerChange answer,
            boolean sameCalls,
            int modelCalls,
            BigDecimal cost,
            @Nullable String problem)
            implements TurnResult {}

    /** It could not begin, or was not begun. */
    record NotMade(Turn turn, String problem) implements TurnResult {}
}
