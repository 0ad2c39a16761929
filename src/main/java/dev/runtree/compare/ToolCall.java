package dev.runtree.compare;

import dev.runtree.model.SpanId;

/**
 * A call of a tool in a run.
 *
 * @param step where it stands
 * @param arguments as they were recorded: JSON where it is JSON
 * @param isWhole whether that is all of them, or only how they begin
 * @param hasFailed whether the tool failed
 * @param meaning the arguments in one form: equal for objects that differ only in the order of their members and in layout
 */
public record ToolCall(SpanId step, String tool, String arguments, boolean isWhole, boolean hasFailed, String meaning) {
    public static ToolCall of(SpanId step, String tool, String arguments, boolean isWhole, boolean hasFailed) {
        return new ToolCall(step, tool, arguments, isWhole, hasFailed, isWhole ? JsonMeaning.of(arguments) : arguments);
    }

    /** Equal for two calls that ask the same of the same tool. */
    String key() {
        return tool + "\u0000" + meaning;
    }
}
