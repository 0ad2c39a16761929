package dev.runtree.ui.sessions;

import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import org.jspecify.annotations.Nullable;

/**
 * A call of a tool in a turn.
 *
 * @param error what the tool said of its failure; {@code null} when it did not fail or said nothing
 * @param arguments the beginning of what it was called with, likewise {@code result}
 * @param durationNanos {@code null} while it goes on
 */
record Call(
        SpanId span,
        String tool,
        boolean failed,
        @Nullable String error,
        @Nullable String arguments,
        @Nullable String result,
        @Nullable Long durationNanos) {

    static Call of(Span span) {
        var tool = span.toolName();
        return new Call(
                span.id(),
                tool == null || tool.isBlank() ? span.name() : tool,
                span.failed(),
                span.failed() ? span.statusMessage() : null,
                span.input(),
                span.output(),
                span.durationNanos());
    }
}
