package dev.runtree.replay;

import java.util.Locale;

/**
 * What a record lacks.
 *
 * @param step the number of the step that lacks it; 0 for the run as a whole
 * @param text in one line, for a reader
 */
public record Lack(Kind kind, int step, String text) {

    /** What can be lacking, the gravest first. */
    public enum Kind {
        /** Retention has removed steps. */
        STEPS_REMOVED(true, "Steps are gone"),
        /** The run goes on: what it says later is not in the record. */
        STILL_RUNS(true, "It still runs"),
        /** The run waits for a person. */
        PAUSED(true, "It is paused"),
        /** A model call of which neither question nor answer was recorded. */
        NO_MESSAGES(true, "No messages"),
        /** A model call that did not fail, without an answer. */
        NO_ANSWER(true, "No answer"),
        /** A model call with an answer, of which nobody knows what was asked. */
        NO_REQUEST(false, "No question"),
        /** A call that did not fail, without a result, or one that a model asked for and that is nowhere. */
        NO_RESULT(false, "No result"),
        /** The end of something was cut off before it was recorded. */
        CUT(false, "Cut off"),
        /** Something was taken out before it was recorded. */
        REDACTED(false, "Redacted"),
        /** A model call that used tools, without the definitions of these. */
        NO_TOOLS(false, "No tool definitions");

        private final boolean isGrave;
        private final String words;

        Kind(boolean isGrave, String words) {
            this.isGrave = isGrave;
            this.words = words;
        }

        /** Whether a run that lacks it cannot be replayed from its record. */
        public boolean isGrave() {
            return isGrave;
        }

        /** The word for it in JSON. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        String words() {
            return words;
        }
    }
}
