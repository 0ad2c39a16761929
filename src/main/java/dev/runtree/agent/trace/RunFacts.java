package dev.runtree.agent.trace;

import dev.runtree.model.SpanKind;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a run when it starts.
 *
 * @param kind agent, team or workflow
 * @param id what lists and filters know it by
 * @param model what is asked of the provider; {@code null} for a workflow
 */
public record RunFacts(
        SpanKind kind,
        String id,
        String name,
        @Nullable String provider,
        @Nullable String model,
        @Nullable String instructions,
        String input,
        @Nullable String userId,
        @Nullable String sessionId) {}
