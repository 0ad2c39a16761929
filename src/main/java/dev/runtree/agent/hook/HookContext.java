package dev.runtree.agent.hook;

import org.jspecify.annotations.Nullable;

/**
 * What a hook may know of where it is called.
 *
 * @param hook its own name
 * @param on the agent, team or workflow, or the tool, that it is on
 * @param eventId the same at each try of one call: what was done for it already need not be done again
 * @param attempt from 1; more only in the background
 */
public record HookContext(
        String hook,
        HookStage stage,
        String on,
        String runId,
        @Nullable String userId,
        @Nullable String sessionId,
        String eventId,
        int attempt) {}
