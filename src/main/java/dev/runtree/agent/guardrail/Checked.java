package dev.runtree.agent.guardrail;

import dev.runtree.agent.hook.HookStage;
import dev.runtree.agent.run.Cancellation;
import dev.runtree.agent.run.SessionState;
import dev.runtree.agent.trace.StepSpan;
import org.jspecify.annotations.Nullable;

/**
 * A text that a guardrail is to judge.
 *
 * @param stage whether it is what was asked or what is answered
 * @param span the guardrail's own step: what it does belongs beneath it
 */
public record Checked(
        String text,
        HookStage stage,
        String runId,
        @Nullable String userId,
        @Nullable String sessionId,
        SessionState state,
        Cancellation cancellation,
        StepSpan span) {}
