package dev.runtree.export.training;

import java.util.Locale;

/** What becomes a line. */
public enum LineUnit {
    /** All turns of a session with one agent; of runs without a session, the run. */
    CONVERSATION,
    /** The calls of one run, as far as each goes on from the one before. */
    RUN,
    /** Each call of a model: what it was asked, and its answer. */
    CALL;

    /** The word on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
