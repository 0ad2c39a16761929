package dev.runtree.agent.run;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A tool call that was made.
 *
 * @param callId the model's own id of it
 * @param arguments as the model wrote them
 * @param result what the model was told, of a failure too
 * @param errorType {@code null} when it went well
 */
public record ToolUse(
        @Nullable String callId,
        String name,
        String arguments,
        String result,
        @Nullable String errorType,
        Duration duration) {

    public boolean failed() {
        return errorType != null;
    }
}
