package dev.runtree.agent.trace;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * A span that is still open, so that it can be laid down and opened again later, in another process too, as the same span.
 *
 * @param parentSpanId {@code null} for the first of a trace
 * @param startNanos nanoseconds since 1970-01-01T00:00Z; 0 when runs are not recorded
 * @param attributes what it says so far
 */
public record SpanFrame(
        String traceId,
        String spanId,
        @Nullable String parentSpanId,
        String name,
        boolean client,
        long startNanos,
        ObjectNode attributes) {}
