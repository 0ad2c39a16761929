package dev.runtree.agent;

import org.jspecify.annotations.Nullable;

/**
 * What an agent is asked.
 *
 * @param sessionId the conversation that this continues; {@code null} for none
 */
public record RunRequest(
        String message, @Nullable String userId, @Nullable String sessionId) {

    public static RunRequest of(String message) {
        return new RunRequest(message, null, null);
    }

    public RunRequest user(@Nullable String id) {
        return new RunRequest(message, id, sessionId);
    }

    public RunRequest session(@Nullable String id) {
        return new RunRequest(message, userId, id);
    }
}
