package dev.runtree.agent.tool;

import dev.runtree.agent.frame.Frame;
import dev.runtree.agent.run.Cancellation;
import dev.runtree.agent.run.SessionState;
import dev.runtree.agent.trace.StepSpan;
import org.jspecify.annotations.Nullable;

/**
 * What a tool may know of the run that calls it.
 *
 * @param runId the run
 * @param callId the model's own id of the call
 * @param state what the session remembers; may be changed
 * @param cancellation given when the run is ended, or the tool's time is up; its thread is interrupted then as well
 * @param span the step of this call: steps and runs that the tool makes belong beneath it
 * @param frame what the tool left when it {@linkplain ToolResult.Paused paused}, now that it goes on; {@code null} when it is
 *     called for the first time
 */
public record ToolContext(
        String runId,
        @Nullable String callId,
        @Nullable String userId,
        @Nullable String sessionId,
        SessionState state,
        Cancellation cancellation,
        StepSpan span,
        @Nullable Frame frame) {}
