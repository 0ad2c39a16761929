package dev.runtree.otlp.wire;

import dev.runtree.model.Payload;
import dev.runtree.model.RecordedSpan;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.io.IOException;
import java.util.Base64;

/** The way back of {@link SpanPayload}: a stored span as it was sent. */
final class StoredSpan {
    private final dev.runtree.model.Span span;
    private final Payload payload;

    private StoredSpan(RecordedSpan recorded) {
        span = recorded.span();
        payload = recorded.payload();
    }

    /** @throws IOException when the payload is none that {@link SpanPayload} wrote */
    static WireRecord of(RecordedSpan recorded, StoredOrigins origins) throws IOException {
        var exact = recorded.payload().exact();
        if (exact != null) {
            return WireRecord.ofAlone(Base64.getDecoder().decode(exact));
        }
        var origin =
                origins.of(recorded.payload().resource(), recorded.payload().scope());
        return new WireRecord(
                origin.resource(),
                origin.scope(),
                new StoredSpan(recorded).span().toByteString());
    }

    private Span span() throws IOException {
        var result = Span.newBuilder()
                .setTraceId(PayloadInput.id(span.id().traceId()))
                .setSpanId(PayloadInput.id(span.id().spanId()))
                .setName(span.name())
                .setStartTimeUnixNano(span.startNanos())
                .setEndTimeUnixNano(span.endNanos() == null ? 0 : span.endNanos());
        if (span.parentSpanId() != null) {
            result.setParentSpanId(PayloadInput.id(span.parentSpanId()));
        }
        PayloadInput.read(payload.attributes(), in -> in.attributes(result::addAttributes));
        PayloadInput.read(payload.events(), in -> in.array(() -> result.addEvents(event(in))));
        PayloadInput.read(payload.links(), in -> in.array(() -> result.addLinks(link(in))));
        var status = Status.newBuilder()
                .setCodeValue(SentStatus.code(span.status()))
                .setMessage(span.statusMessage() == null ? "" : span.statusMessage());
        var otlp = payload.otlp();
        var isEmptyStatusSent = otlp != null && rest(otlp, result, status);
        if (isEmptyStatusSent
                || status.getCodeValue() != 0
                || !status.getMessage().isEmpty()) {
            result.setStatus(status);
        }
        return result.build();
    }

    /** What else was sent, also in place of what was changed; answers whether an empty status was. */
    private static boolean rest(String otlp, Span.Builder to, Status.Builder status) throws IOException {
        var isEmptyStatusSent = new boolean[1];
        PayloadInput.read(
                otlp,
                in -> in.object(name -> {
                    switch (name) {
                        case "kind" -> to.setKindValue(in.count());
                        case "trace_state" -> to.setTraceState(in.text());
                        case "flags" -> to.setFlags(in.count());
                        case "dropped_attributes_count" -> to.setDroppedAttributesCount(in.count());
                        case "dropped_events_count" -> to.setDroppedEventsCount(in.count());
                        case "dropped_links_count" -> to.setDroppedLinksCount(in.count());
                        case "sent_trace_id" -> to.setTraceId(in.id());
                        case "sent_span_id" -> to.setSpanId(in.id());
                        case "sent_parent_span_id" -> to.setParentSpanId(in.id());
                        case "sent_start_time_unix_nano" -> to.setStartTimeUnixNano(unsigned(in.text()));
                        case "sent_end_time_unix_nano" -> to.setEndTimeUnixNano(unsigned(in.text()));
                        case "sent_status_code" -> status.setCodeValue(in.count());
                        case "sent_status_message" -> status.setMessage(in.text());
                        case "sent_empty_status" -> isEmptyStatusSent[0] = in.truth();
                        default -> {
                            return false;
                        }
                    }
                    return true;
                }));
        return isEmptyStatusSent[0];
    }

    private static Span.Event event(PayloadInput in) throws IOException {
        var result = Span.Event.newBuilder();
        in.object(name -> {
            switch (name) {
                case "name" -> result.setName(in.text());
                case "time" -> result.setTimeUnixNano(in.time());
                case "attributes" -> in.attributes(result::addAttributes);
                case "dropped_attributes_count" -> result.setDroppedAttributesCount(in.count());
                default -> {
                    return false;
                }
            }
            return true;
        });
        return result.build();
    }

    private static Span.Link link(PayloadInput in) throws IOException {
        var result = Span.Link.newBuilder();
        in.object(name -> {
            switch (name) {
                case "trace_id" -> result.setTraceId(in.id());
                case "span_id" -> result.setSpanId(in.id());
                case "trace_state" -> result.setTraceState(in.text());
                case "attributes" -> in.attributes(result::addAttributes);
                case "dropped_attributes_count" -> result.setDroppedAttributesCount(in.count());
                case "flags" -> result.setFlags(in.count());
                default -> {
                    return false;
                }
            }
            return true;
        });
        return result.build();
    }

    private static long unsigned(String digits) throws IOException {
        try {
            return Long.parseUnsignedLong(digits);
        } catch (NumberFormatException e) {
            throw new IOException("A time in nanoseconds was expected, found " + digits, e);
        }
    }
}
