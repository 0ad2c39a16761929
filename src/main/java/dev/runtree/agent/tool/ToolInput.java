package dev.runtree.agent.tool;

import org.jspecify.annotations.Nullable;

/**
 * A call of a tool that is about to be made, as hooks see it.
 *
 * @param arguments a JSON object
 */
public record ToolInput(String tool, @Nullable String callId, String arguments) {

    /** The same call with other arguments. */
    public ToolInput withArguments(String value) {
        return new ToolInput(tool, callId, value);
    }
}
