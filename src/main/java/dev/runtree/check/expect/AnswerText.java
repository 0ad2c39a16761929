package dev.runtree.check.expect;

import java.util.Locale;

/**
 * The answer says this, or does not. Letters are compared as they are.
 *
 * @param line where it stands
 */
record AnswerText(Kind kind, String text, int line) implements Expectation {

    enum Kind {
        /** But for space around it. */
        EQUALS,
        CONTAINS,
        NOT_CONTAINS;

        String key() {
            return "answer." + name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public Held hold(Observed run) {
        var isMet = switch (kind) {
            case EQUALS -> run.answer().strip().equals(text.strip());
            case CONTAINS -> run.answer().contains(text);
            case NOT_CONTAINS -> !run.answer().contains(text);
        };
        return new Held(kind.key(), line, text, run.answer(), isMet);
    }
}
