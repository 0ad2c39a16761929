package dev.runtree.agent;

import dev.runtree.model.Usage;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What happens in a run, as it happens, in order. The last event is {@link Finished} or {@link Failed}. */
public sealed interface AgentEvent {

    record Started(String runId) implements AgentEvent {}

    /** @param step from 1 */
    record ModelStarted(int step, String model) implements AgentEvent {}

    /** A piece of the answer's text. */
    record TextDelta(String text) implements AgentEvent {}

    record ModelEnded(int step, String model, Usage usage, Duration duration) implements AgentEvent {}

    record ToolStarted(@Nullable String callId, String name, String arguments) implements AgentEvent {}

    record ToolEnded(ToolUse use) implements AgentEvent {}

    record Finished(RunOutput output) implements AgentEvent {}

    record Failed(RunOutput output) implements AgentEvent {}
}
