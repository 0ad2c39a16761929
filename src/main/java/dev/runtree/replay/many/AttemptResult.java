package dev.runtree.replay.many;

import dev.runtree.model.Run;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.Function;
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
            implements AttemptResult {

        /**
         * A figure of the replay; where it is not as it was, after that of the original: {@code 6 → 4}.
         *
         * @param of writes it; empty where it is not known
         */
        public String change(Function<Run, String> of) {
            var before = of.apply(attempt.original());
            var now = of.apply(replay);
            return before.equals(now) ? now : known(before) + " → " + known(now);
        }

        private static String known(String figure) {
            return figure.isEmpty() ? "?" : figure;
        }
    }

    /**
     * It could not begin, or was not begun since a limit was reached.
     *
     * @param why the problem without what can be done on the command line
     */
    record NotMade(Attempt attempt, String problem, String why) implements AttemptResult {
        public NotMade(Attempt attempt, String problem) {
            this(attempt, problem, problem);
        }
    }

    /** Which model was asked: the one that was named, else the one that answered. */
    default String model() {
        var named = attempt().model();
        var used = run().map(Run::model).orElse(attempt().original().model());
        return named != null ? named : used == null ? "as recorded" : used;
    }

    /** The run that it is; empty when it is none. */
    default Optional<Run> run() {
        return this instanceof Made made ? Optional.of(made.replay()) : Optional.empty();
    }
}
