package dev.runtree.agent.tool;

import dev.runtree.agent.frame.Frame;
import org.jspecify.annotations.Nullable;

/** What came of a tool call. */
public sealed interface ToolResult {

    /** What the model is told; of a pause, nothing. */
    String text();

    record Done(String text) implements ToolResult {}

    /**
     * @param type what kind of error: a tool's own code, an exception's class, or {@code invalid_arguments},
     *     {@code unknown_tool}, {@code timeout}
     * @param cause {@code null} when no tool was run
     */
    record Failed(String type, String text, @Nullable Throwable cause) implements ToolResult {}

    /**
     * The tool runs something in which an approval is waited for: it unwinds, and is called again with this frame once that
     * was decided.
     */
    record Paused(Frame frame) implements ToolResult {
        @Override
        public String text() {
            return "";
        }
    }
}
