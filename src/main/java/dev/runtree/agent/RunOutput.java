package dev.runtree.agent;

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
 * @param model the model that answered last, as its server calls it
 * @param input what was asked
 * @param content the answer; empty when there is none
 * @param status {@link RunStatus#OK} or {@link RunStatus#ERROR}
 * @param error what went wrong, in one line
 * @param usage tokens of all model calls of the run
 * @param steps model calls made
 * @param stored completes when the run's trace is committed, or fails with the reason why it could not be. An answer never
 *     waits for it.
 */
public record RunOutput(
        SpanId id,
        String agentId,
        @Nullable String userId,
        @Nullable String sessionId,
        String model,
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

    public boolean failed() {
        return status == RunStatus.ERROR;
    }
}
