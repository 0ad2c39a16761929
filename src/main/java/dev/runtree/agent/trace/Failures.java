package dev.runtree.agent.trace;

import dev.runtree.agent.secret.Retold;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import org.jspecify.annotations.Nullable;

/** Marks a span as failed: status, error type, and the exception with its stack trace as an event. */
final class Failures {
    private static final AttributeKey<String> EXCEPTION_TYPE = AttributeKey.stringKey("exception.type");

    private Failures() {}

    static void record(Span span, String type, String message, @Nullable Throwable cause) {
        span.setAttribute(GenAi.ERROR_TYPE, type);
        span.setStatus(StatusCode.ERROR, message);
        if (cause != null) {
            span.recordException(cause, Attributes.of(EXCEPTION_TYPE, Retold.typeOf(cause)));
        }
    }
}
