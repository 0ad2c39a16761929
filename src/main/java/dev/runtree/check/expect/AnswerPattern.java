package dev.runtree.check.expect;

import java.util.Optional;

/**
 * A regular expression is found in the answer.
 *
 * @param line where it stands
 */
record AnswerPattern(BoundedPattern pattern, int line) implements Expectation {
    @Override
    public Optional<Mismatch> missed(Observed run) {
        return pattern.isFoundIn(run.answer())
                ? Optional.empty()
                : Optional.of(new Mismatch("answer.matches", line, pattern.toString(), run.answer()));
    }
}
