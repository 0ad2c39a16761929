package dev.runtree.model;

import org.jspecify.annotations.Nullable;

/**
 * Who acted, for whom, in which conversation: what a span says of it, before anything is inherited.
 *
 * @param producerRunId the run id that the producer itself uses, such as agno's {@code run_id}
 */
public record Actor(
        @Nullable String agentId,
        @Nullable String teamId,
        @Nullable String workflowId,
        @Nullable String userId,
        @Nullable String sessionId,
        @Nullable String producerRunId) {

    public static final Actor UNKNOWN = new Actor(null, null, null, null, null, null);
}
