package dev.runtree.agent.tool;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Under which conditions a tool is called.
 *
 * @param timeout how long one call may take; {@code null} for as long as the agent lets its tools
 * @param confirmation whether somebody has to approve each call before it is made: the run waits for that, see {@code
 *     paused}
 * @param deadline how long an approval may be waited for; {@code null} for as long as it takes
 * @param stopAfter whether the run ends with this tool's result as its answer, without asking the model again
 */
public record ToolPolicy(
        @Nullable Duration timeout,
        boolean confirmation,
        @Nullable Duration deadline,
        boolean stopAfter) {

    /** Called at once, for as long as the agent lets its tools, and told to the model. */
    public static final ToolPolicy PLAIN = new ToolPolicy(null, false, null, false);

    public ToolPolicy withTimeout(@Nullable Duration value) {
        return new ToolPolicy(value, confirmation, deadline, stopAfter);
    }

    /** @param value how long it may be waited for; {@code null} for as long as it takes */
    public ToolPolicy withConfirmation(@Nullable Duration value) {
        return new ToolPolicy(timeout, true, value, stopAfter);
    }

    public ToolPolicy withStopAfter() {
        return new ToolPolicy(timeout, confirmation, deadline, true);
    }
}
