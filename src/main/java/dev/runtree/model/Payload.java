package dev.runtree.model;

import org.jspecify.annotations.Nullable;

/**
 * The big part of a span, as its producer sent it. Every text here is JSON.
 *
 * @param attributes an object of the span's attributes, in the order sent; 64-bit integers are JSON integers, an
 *     {@code AnyValue} array or key-value list is a JSON array or object
 * @param events an array of {@code {"name", "time" (RFC 3339 with nanoseconds), "attributes", "dropped_attributes_count"?}}
 * @param links an array of {@code {"trace_id", "span_id", "trace_state"?, "attributes", ...}}
 * @param resource {@code {"attributes": {...}, "schema_url"?, ...}}; without attributes when none was sent
 * @param scope {@code {"name", "version", "attributes"?, "schema_url"?, ...}}; without a name when none was sent
 * @param otlp what else OTLP says of a span: {@code {"kind", "trace_state", "flags", "dropped_attributes_count", ...}},
 *     only what differs from its default, and as {@code sent_*} what was changed on the way in ({@code sent_trace_id},
 *     {@code sent_status_message}, ...), and in words under {@code changed} what reads otherwise than it was sent; {@code
 *     null} when there is nothing
 * @param exact the span alone in its scope and resource, as an OTLP {@code ResourceSpans} in base64; kept only when JSON
 *     cannot say it (bytes, NaN, NUL, broken UTF-8); then byte for byte as it was sent
 * @param logs an array of the log records that name the span, see {@link LogRecord#json}, by their time; they are stored
 *     apart, so a span that is written has none
 * @param logsLeftOut how many further log records name the span: of very many only the first are read
 */
public record Payload(
        String attributes,
        String events,
        String links,
        String resource,
        String scope,
        @Nullable String otlp,
        @Nullable String exact,
        String logs,
        long logsLeftOut) {

    /** A payload as a span's own producer sends it, without log records. */
    public Payload(
            String attributes,
            String events,
            String links,
            String resource,
            String scope,
            @Nullable String otlp,
            @Nullable String exact) {
        this(attributes, events, links, resource, scope, otlp, exact, "[]", 0);
    }

    public static final Payload EMPTY = new Payload("{}", "[]", "[]", "{}", "{}", null, null);

    /** The same with these log records, which are all. */
    public Payload withLogs(String json) {
        return withLogs(json, 0);
    }

    /** The same with these log records, and how many more there are. */
    public Payload withLogs(String json, long leftOut) {
        return new Payload(attributes, events, links, resource, scope, otlp, exact, json, leftOut);
    }

    /** The length of what was sent, as it reads, in UTF-16 characters. */
    public long length() {
        return (long) attributes.length() + events.length() + links.length() + resource.length() + scope.length();
    }

    /** {@link #length} and that of {@link #exact}: near enough the bytes that it takes in memory. */
    public long lengthWithExact() {
        return length() + (exact == null ? 0 : exact.length());
    }
}
