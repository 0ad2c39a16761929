package dev.runtree.agent;

import dev.runtree.agent.frame.AgentFrame;
import dev.runtree.agent.frame.Frame;
import dev.runtree.agent.run.ToolUse;
import dev.runtree.agent.tool.OutputFormat;
import dev.runtree.model.RunStatus;
import dev.runtree.model.SpanId;
import dev.runtree.model.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What came of a run.
 *
 * @param id the run's span
 * @param parentRunId the run that it was started in; {@code null} when it was in none
 * @param componentId the agent, team or workflow that was asked
 * @param model the model that answered last, as its server calls it; {@code null} when there is none
 * @param input what was asked
 * @param content the answer; empty when there is none
 * @param status {@link RunStatus#OK}, {@link RunStatus#ERROR}, {@link RunStatus#PAUSED} or {@link RunStatus#CANCELLED}
 * @param error what went wrong, or why it was cancelled, in one line; {@code null} otherwise
 * @param usage tokens of all model calls of the run
 * @param steps model calls made
 * @param stored completes when the run's trace is committed, or fails with the reason why it could not be. An answer never
 *     waits for it.
 */
public record RunOutput(
        SpanId id,
        @Nullable String parentRunId,
        String componentId,
        @Nullable String userId,
        @Nullable String sessionId,
        @Nullable String model,
        String input,
        String content,
        RunStatus status,
        @Nullable String error,
        List<ToolUse> toolCalls,
        Usage usage,
        int steps,
        Instant createdAt,
        Duration duration,
        CompletableFuture<Void> stored) {

    public RunOutput {
        toolCalls = List.copyOf(toolCalls);
    }

    public String runId() {
        return id.runId();
    }

    /**
     * The answer of an agent whose output is JSON, as a record.
     *
     * @throws IllegalArgumentException when it does not fit
     */
    public <T> T as(Class<T> type) {
        return OutputFormat.read(content, type);
    }

    /** The same with another answer. */
    RunOutput withContent(String value) {
        return with(value, status, error, stored);
    }

    RunOutput withStored(CompletableFuture<Void> value) {
        return with(content, status, error, value);
    }

    /** The same as one that ended otherwise. */
    RunOutput ended(RunStatus how, String why, CompletableFuture<Void> whenStored) {
        return with("", how, why, whenStored);
    }

    /** Of a run that ended while it waited. */
    static RunOutput of(Frame frame, RunStatus how, String why) {
        return of(frame, how, why, CompletableFuture.completedFuture(null));
    }

    /** The same. */
    static RunOutput of(Frame frame, RunStatus how, String why, CompletableFuture<Void> whenStored) {
        var agent = frame instanceof AgentFrame one ? one : null;
        return new RunOutput(
                new SpanId(frame.span().traceId(), frame.span().spanId()),
                null,
                frame.componentId(),
                frame.userId(),
                frame.sessionId(),
                agent == null ? null : agent.model(),
                frame.input(),
                "",
                how,
                why,
                agent == null ? List.of() : agent.done(),
                agent == null ? Usage.NONE : agent.usage(),
                agent == null ? 0 : agent.step(),
                frame.createdAt(),
                Duration.between(frame.createdAt(), Instant.now()),
                whenStored);
    }

    private RunOutput with(String answer, RunStatus how, @Nullable String why, CompletableFuture<Void> whenStored) {
        return new RunOutput(
                id,
                parentRunId,
                componentId,
                userId,
                sessionId,
                model,
                input,
                answer,
                how,
                why,
                toolCalls,
                usage,
                steps,
                createdAt,
                duration,
                whenStored);
    }

    public boolean failed() {
        return status == RunStatus.ERROR;
    }
}
