package dev.runtree.check.expect;

import java.util.Optional;

/** One thing that is expected of a run. */
public sealed interface Expectation
        permits AnswerText, AnswerPattern, AnswerJson, AnswerSchema, ToolCalled, ToolNotCalled, ToolOrder, AtMost {

    /** What is there instead; empty when it is as expected. */
    Optional<Mismatch> missed(Observed run);
}
