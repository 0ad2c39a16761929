package dev.runtree.check.expect;

import java.util.Optional;

/** One thing that is expected of a run. */
public sealed interface Expectation
        permits AnswerText, AnswerPattern, AnswerJson, AnswerSchema, ToolCalled, ToolNotCalled, ToolOrder, AtMost {

    /** What is expected, beside what there is. */
    Held hold(Observed run);

    /** What is there instead; empty when it is as expected. */
    default Optional<Mismatch> missed(Observed run) {
        return hold(run).missed();
    }
}
