package dev.runtree.check.expect;

/**
 * A regular expression is found in the answer.
 *
 * @param line where it stands
 */
record AnswerPattern(BoundedPattern pattern, int line) implements Expectation {
    @Override
    public Held hold(Observed run) {
        return new Held("answer.matches", line, pattern.toString(), run.answer(), pattern.isFoundIn(run.answer()));
    }
}
