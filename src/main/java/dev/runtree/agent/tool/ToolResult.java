package dev.runtree.agent.tool;

import org.jspecify.annotations.Nullable;

/** What came of a tool call. The text is what the model is told. */
public sealed interface ToolResult {
    String text();

    record Done(String text) implements ToolResult {}

    /**
     * @param type what kind of error: a tool's own code, an exception's class, or {@code invalid_arguments},
     *     {@code unknown_tool}
     * @param cause {@code null} when no tool was run
     */
    record Failed(String type, String text, @Nullable Throwable cause) implements ToolResult {}
}
