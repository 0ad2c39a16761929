package dev.runtree.agent.tool;

import org.jspecify.annotations.Nullable;

/**
 * A call of a tool that was made, as hooks see it.
 *
 * @param result what the model is told, of a failure too
 * @param errorType {@code null} when it went well
 */
public record ToolOutput(
        String tool,
        @Nullable String callId,
        String arguments,
        String result,
        @Nullable String errorType) {

    public boolean failed() {
        return errorType != null;
    }

    /** The same call with another result. */
    public ToolOutput withResult(String value) {
        return new ToolOutput(tool, callId, arguments, value, errorType);
    }
}
