package dev.runtree.agent.trace;

import org.jspecify.annotations.Nullable;

/** What is known of a run when it starts. */
public record RunFacts(
        String agentId,
        String agentName,
        String provider,
        String model,
        @Nullable String instructions,
        String input,
        @Nullable String userId,
        @Nullable String sessionId) {}
