package dev.runtree.model;

import org.jspecify.annotations.Nullable;

/**
 * Steps of a run that are counted together.
 *
 * @param name of the tool, model or agent, or the kind's word; {@code null} for steps that belong to none
 * @param kind of the steps; of an agent, team or workflow, or of steps outside of all, that of the run
 */
public record StepGroup(By by, @Nullable String name, SpanKind kind) {

    /** What steps can be grouped by. */
    public enum By {
        KIND,
        TOOL,
        MODEL,
        AGENT
    }
}
