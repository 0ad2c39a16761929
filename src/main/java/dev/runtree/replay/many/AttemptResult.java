package dev.runtree.replay.many;

import dev.runtree.model.Run;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What came of one replay of many. */
public sealed interface AttemptResult {

    Attempt attempt();

    /** What went wrong, in one line; {@code null} where nothing did. */
    @Nullable String problem();

    /**
     * It is a run of its own.
     *
     * @param replay that run, as it is stored
     * @param answer beside the recorded one
     * @param sameCalls whether tools were called in the same order with the same arguments
     * @param cost in US dollars, as far as prices are known
     */
    record Made(
            Attempt attempt,
            Run replay,
            AnswerChange answer,
            boolean sameCalls,
            int modelCalls,
            BigDecimal cost,
            @Nullable String problem)
            implements AttemptResult {}

    /** It could not begin, or was not begun since a limit was reached. */
    record NotMade(Attempt attempt, String problem) implements AttemptResult {}

    /** The run that it is; empty when it is none. */
    default Optional<Run> run() {
        return this instanceof Made made ? Optional.of(made.replay()) : Optional.empty();
    }
}
