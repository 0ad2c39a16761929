package dev.runtree.agent;

import dev.runtree.agent.guardrail.Verdict;
import dev.runtree.agent.hook.HookMethod;
import dev.runtree.agent.hook.HookStage;
import dev.runtree.agent.hook.StopRun;
import dev.runtree.agent.model.ModelFailure;
import org.jspecify.annotations.Nullable;

/** Ends a run. The message is one line, fit to be shown. */
final class RunFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String type;

    private RunFailure(String type, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.type = type;
    }

    static RunFailure ofModel(Object model, ModelFailure cause) {
        return new RunFailure(cause.type(), "the model " + model + " failed: " + cause.reason(), cause);
    }

    static RunFailure tooManySteps(int maxSteps) {
        return new RunFailure(
                "max_steps",
                "stopped after " + maxSteps + " model calls, the most that the agent may make in one run",
                null);
    }

    /** @param cause {@code null} where another step has it already */
    static RunFailure ofStep(String line, @Nullable Throwable cause) {
        return new RunFailure("step_failed", line, cause);
    }

    static RunFailure ofSource(String type, String line, Throwable cause) {
        return new RunFailure(type, line, cause);
    }

    static RunFailure ofHook(HookMethod hook, String reason, Throwable cause) {
        return new RunFailure("hook", "the hook " + hook.name() + " failed: " + reason, cause);
    }

    static RunFailure stopped(String hook, StopRun stop) {
        return new RunFailure("stopped", "stopped by the hook " + hook + ": " + stop.reason(), stop);
    }

    static RunFailure refused(String guardrail, HookStage stage, Verdict.Refused verdict) {
        return new RunFailure(
                "guardrail",
                "the guardrail " + guardrail + " refused the " + (stage == HookStage.PRE ? "question" : "answer") + ": "
                        + verdict.reason(),
                null);
    }

    static RunFailure ofGuardrail(String guardrail, String reason, Throwable cause) {
        return new RunFailure("guardrail", "the guardrail " + guardrail + " failed: " + reason, cause);
    }

    static RunFailure invalidOutput(String problem) {
        return new RunFailure("invalid_output", "the answer does not fit its schema: " + problem, null);
    }

    String type() {
        return type;
    }

    String line() {
        return String.valueOf(getMessage());
    }
}
