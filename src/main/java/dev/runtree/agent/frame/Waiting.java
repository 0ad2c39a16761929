package dev.runtree.agent.frame;

import dev.runtree.agent.trace.SpanFrame;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An approval that a run waits for.
 *
 * @param id of the approval's row
 * @param callId the model's own id of the call
 * @param arguments as the tool's hooks left them
 * @param deadline when it lapses; {@code null} for never
 * @param checked whether the tool's hooks have seen the call already; not in frames of a Runtree before this one
 * @param span the approval's step
 */
public record Waiting(
        String id,
        @Nullable String callId,
        String tool,
        String arguments,
        Instant since,
        @Nullable Instant deadline,
        boolean checked,
        SpanFrame span) {}
