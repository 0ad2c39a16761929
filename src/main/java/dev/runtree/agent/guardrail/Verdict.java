package dev.runtree.agent.guardrail;

import org.jspecify.annotations.Nullable;

/** What a guardrail makes of a text. */
public sealed interface Verdict {
    /** The word on the guardrail's step. */
    String word();

    /** There is nothing against it. */
    record Passed() implements Verdict {
        @Override
        public String word() {
            return "passed";
        }
    }

    /**
     * It goes on as another text.
     *
     * @param reason why, in one line
     */
    record Changed(String text, String reason) implements Verdict {
        @Override
        public String word() {
            return "changed";
        }
    }

    /**
     * The run stops.
     *
     * @param reason why, in one line, which must not repeat what was found
     * @param answer what the run answers instead; {@code null} for a run that fails
     */
    record Refused(String reason, @Nullable String answer) implements Verdict {
        @Override
        public String word() {
            return "refused";
        }
    }
}
