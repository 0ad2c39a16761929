package dev.runtree.agent.run;

import org.jspecify.annotations.Nullable;

/** What a run was asked, as its hooks see it. */
public record RunInput(
        String message, @Nullable String userId, @Nullable String sessionId) {

    /** The same with another message. */
    public RunInput withMessage(String value) {
        return new RunInput(value, userId, sessionId);
    }
}
