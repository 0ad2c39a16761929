package dev.runtree.agent;

import dev.runtree.model.SpanId;
import org.jspecify.annotations.Nullable;

/**
 * Which run something belongs to.
 *
 * @param id the run's span
 * @param parentRunId the run that it was started in; {@code null} when it was in none
 * @param componentId the agent, team or workflow that runs
 * @param name what people call that
 */
public record RunRef(SpanId id, @Nullable String parentRunId, String componentId, String name) {

    public String runId() {
        return id.runId();
    }
}
