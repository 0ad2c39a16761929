package dev.runtree.agent.trace;

import org.jspecify.annotations.Nullable;

/** The span of one call of a tool. */
public final class ToolSpan {
    private final StepSpan step;

    /** @param step one that was laid down, opened again */
    public ToolSpan(StepSpan step) {
        this.step = step;
    }

    /** The step itself, beneath which others are started. */
    public StepSpan step() {
        return step;
    }

    /** What the tool is really called with, where that is not what the model wrote. */
    public void arguments(String arguments) {
        step.set(GenAi.TOOL_ARGUMENTS, arguments);
    }

    /** @param result what the tool gave */
    public void end(String result) {
        step.set(GenAi.TOOL_RESULT, result).end();
    }

    /**
     * @param message what went wrong, which is also what the model is told
     * @param cause recorded with its stack trace; {@code null} when no code was run
     */
    public void fail(String type, String message, @Nullable Throwable cause) {
        step.set(GenAi.TOOL_RESULT, message).fail(type, message, cause);
    }
}
