package dev.runtree.agent.frame;

import dev.runtree.agent.run.ToolUse;
import dev.runtree.agent.trace.SpanFrame;
import org.jspecify.annotations.Nullable;

/**
 * A tool call of the model's last answer: done, waiting for an approval, or paused beneath. Exactly one of {@code use},
 * {@code waiting} and {@code child} is there.
 *
 * @param told what the model is told of a call that is done
 * @param span the step of a tool that paused beneath
 */
public record CallFrame(
        @Nullable String id,
        String tool,
        String arguments,
        @Nullable ToolUse use,
        @Nullable String told,
        @Nullable Waiting waiting,
        @Nullable SpanFrame span,
        @Nullable Frame child) {

    /** One of which nothing has come yet. */
    public static CallFrame of(@Nullable String id, String tool, String arguments) {
        return new CallFrame(id, tool, arguments, null, null, null, null, null);
    }

    /** The same call, made with other arguments or anew. */
    public CallFrame with(String other) {
        return of(id, tool, other);
    }

    public CallFrame done(ToolUse how, String toModel) {
        return new CallFrame(id, tool, arguments, how, toModel, null, null, null);
    }

    public CallFrame waiting(Waiting forWhat) {
        return new CallFrame(id, tool, arguments, null, null, forWhat, null, null);
    }

    public CallFrame paused(SpanFrame open, Frame beneath) {
        return new CallFrame(id, tool, arguments, null, null, null, open, beneath);
    }
}
