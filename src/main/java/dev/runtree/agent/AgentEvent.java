package dev.runtree.agent;

import dev.runtree.agent.run.ToolUse;
import dev.runtree.model.RunType;
import dev.runtree.model.SpanId;
import dev.runtree.model.Usage;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What happens in a run, as it happens, in order. Runs that are started inside it (members of a team, steps of a workflow)
 * tell theirs to the same listener: {@link #run} tells them apart. The last event of each run is an {@link Ended}.
 */
public sealed interface AgentEvent {

    RunRef run();

    /**
     * Begun, or gone on with after a pause.
     *
     * @param type of what runs
     * @param beneath the step of the run above that it is a part of; {@code null} for a run of its own
     */
    record Started(RunRef run, RunType type, @Nullable SpanId beneath) implements AgentEvent {}

    /** @param step from 1 */
    record ModelStarted(RunRef run, int step, String model) implements AgentEvent {}

    /** A piece of the answer's text. */
    record TextDelta(RunRef run, String text) implements AgentEvent {}

    /** A piece of what the model thinks before it answers, where its server tells that. */
    record ThoughtDelta(RunRef run, String text) implements AgentEvent {}

    record ModelEnded(RunRef run, int step, String model, Usage usage, Duration duration) implements AgentEvent {}

    /** The model's call failed and is tried again after a while; what was streamed of its answer no longer counts. */
    record ModelRetried(RunRef run, int step, int attempt, Duration pause, String error) implements AgentEvent {}

    /** @param step the span of the call */
    record ToolStarted(RunRef run, @Nullable String callId, String name, String arguments, SpanId step)
            implements AgentEvent {}

    /**
     * A team hands a task to a member: what that tool call, which was told of before, is for.
     *
     * @param step the span of the call
     * @param member who does it, as people call it
     */
    record Delegated(RunRef run, SpanId step, String member, TeamMode mode, String task) implements AgentEvent {}

    record ToolEnded(RunRef run, ToolUse use) implements AgentEvent {}

    /**
     * A step of a workflow has begun, or is gone on with after a pause.
     *
     * @param above the step that it is a part of; {@code null} for one of the workflow itself
     */
    record StepStarted(
            RunRef run,
            SpanId step,
            WorkflowStep what,
            @Nullable SpanId above) implements AgentEvent {}

    /**
     * A rule of a workflow has decided.
     *
     * @param decision of a condition {@code true} or {@code false}, of a router the name of the route, of a loop the number of the
     *     round that begins
     */
    record StepDecided(RunRef run, SpanId step, String decision) implements AgentEvent {}

    /**
     * A step of a workflow is over.
     *
     * @param output what it gave; empty when it failed
     * @param error why it failed or was ended; {@code null} when it went well
     */
    record StepEnded(
            RunRef run,
            SpanId step,
            String output,
            @Nullable String error,
            Duration duration) implements AgentEvent {}

    /** The run is over, or has paused: see the output's status. */
    record Ended(RunRef run, RunOutput output) implements AgentEvent {}
}
