package dev.runtree.model;

import org.jspecify.annotations.Nullable;

/**
 * An OpenTelemetry log record that names a span: how some SDKs say what a model was asked and answered. Several equal ones
 * are one.
 *
 * @param span the span that it belongs to, which may come later or never
 * @param timeNanos nanoseconds since 1970-01-01T00:00Z; the time of observation where the record has no time of its own
 * @param eventName {@code gen_ai.choice} and so on; empty when the record is no event
 * @param json {@code {"time", "event_name", "severity_text"?, "body"?, "attributes", "resource", "scope", ...}}, and in words
 *     under {@code changed} what reads otherwise than it was sent
 * @param exact the record alone in its scope and resource, as an OTLP {@code ResourceLogs} in base64; kept only when JSON
 *     cannot say it; of a record that had to be repaired byte for byte as it was sent
 */
public record LogRecord(
        SpanId span,
        long timeNanos,
        String eventName,
        String json,
        @Nullable String exact) {}
