package dev.runtree.otlp.wire;

import com.google.protobuf.ByteString;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.AttributeType;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Spans of the OpenTelemetry SDK as the OTLP that its exporter would send. */
public final class SdkSpans {
    private SdkSpans() {}

    public static ResourceSpans otlp(SpanData data) {
        var scope = data.getInstrumentationScopeInfo();
        return ResourceSpans.newBuilder()
                .setResource(Resource.newBuilder()
                        .addAllAttributes(attributes(data.getResource().getAttributes())))
                .setSchemaUrl(Objects.requireNonNullElse(data.getResource().getSchemaUrl(), ""))
                .addScopeSpans(ScopeSpans.newBuilder()
                        .setScope(InstrumentationScope.newBuilder()
                                .setName(scope.getName())
                                .setVersion(Objects.requireNonNullElse(scope.getVersion(), ""))
                                .addAllAttributes(attributes(scope.getAttributes())))
                        .setSchemaUrl(Objects.requireNonNullElse(scope.getSchemaUrl(), ""))
                        .addSpans(span(data)))
                .build();
    }

    private static Span span(SpanData data) {
        var span = Span.newBuilder()
                .setTraceId(ByteString.copyFrom(data.getSpanContext().getTraceIdBytes()))
                .setSpanId(ByteString.copyFrom(data.getSpanContext().getSpanIdBytes()))
                .setFlags(data.getSpanContext().getTraceFlags().asByte() & 0xff)
                .setTraceState(traceState(data.getSpanContext()))
                .setName(data.getName())
                .setKind(kind(data))
                .setStartTimeUnixNano(data.getStartEpochNanos())
                .setEndTimeUnixNano(data.hasEnded() ? data.getEndEpochNanos() : 0)
                .addAllAttributes(attributes(data.getAttributes()))
                .setDroppedAttributesCount(
                        data.getTotalAttributeCount() - data.getAttributes().size())
                .setDroppedEventsCount(
                        data.getTotalRecordedEvents() - data.getEvents().size())
                .setDroppedLinksCount(
                        data.getTotalRecordedLinks() - data.getLinks().size())
                .setStatus(status(data));
        if (data.getParentSpanContext().isValid()) {
            span.setParentSpanId(ByteString.copyFrom(data.getParentSpanContext().getSpanIdBytes()));
        }
        for (var event : data.getEvents()) {
            span.addEvents(Span.Event.newBuilder()
                    .setTimeUnixNano(event.getEpochNanos())
                    .setName(event.getName())
                    .addAllAttributes(attributes(event.getAttributes()))
                    .setDroppedAttributesCount(event.getDroppedAttributesCount()));
        }
        for (var link : data.getLinks()) {
            span.addLinks(Span.Link.newBuilder()
                    .setTraceId(ByteString.copyFrom(link.getSpanContext().getTraceIdBytes()))
                    .setSpanId(ByteString.copyFrom(link.getSpanContext().getSpanIdBytes()))
                    .setTraceState(traceState(link.getSpanContext()))
                    .addAllAttributes(attributes(link.getAttributes()))
                    .setDroppedAttributesCount(
                            link.getTotalAttributeCount() - link.getAttributes().size()));
        }
        return span.build();
    }

    private static Span.SpanKind kind(SpanData data) {
        return switch (data.getKind()) {
            case INTERNAL -> Span.SpanKind.SPAN_KIND_INTERNAL;
            case SERVER -> Span.SpanKind.SPAN_KIND_SERVER;
            case CLIENT -> Span.SpanKind.SPAN_KIND_CLIENT;
            case PRODUCER -> Span.SpanKind.SPAN_KIND_PRODUCER;
            case CONSUMER -> Span.SpanKind.SPAN_KIND_CONSUMER;
        };
    }

    private static Status status(SpanData data) {
        var code = switch (data.getStatus().getStatusCode()) {
            case UNSET -> Status.StatusCode.STATUS_CODE_UNSET;
            case OK -> Status.StatusCode.STATUS_CODE_OK;
            case ERROR -> Status.StatusCode.STATUS_CODE_ERROR;
        };
        return Status.newBuilder()
                .setCode(code)
                .setMessage(data.getStatus().getDescription())
                .build();
    }

    private static String traceState(SpanContext context) {
        var entries = new ArrayList<String>();
        context.getTraceState().forEach((key, value) -> entries.add(key + "=" + value));
        return String.join(",", entries);
    }

    private static List<KeyValue> attributes(Attributes attributes) {
        var result = new ArrayList<KeyValue>(attributes.size());
        attributes.forEach((key, value) -> result.add(KeyValue.newBuilder()
                .setKey(key.getKey())
                .setValue(value(key, value))
                .build()));
        return result;
    }

    private static AnyValue value(AttributeKey<?> key, Object value) {
        return key.getType() == AttributeType.VALUE && value instanceof Value<?> structured
                ? SdkValues.any(structured)
                : any(value);
    }

    private static AnyValue any(Object value) {
        var result = AnyValue.newBuilder();
        return switch (value) {
            case String text -> result.setStringValue(text).build();
            case Boolean truth -> result.setBoolValue(truth).build();
            case Long number -> result.setIntValue(number).build();
            case Double number -> result.setDoubleValue(number).build();
            case List<?> list -> {
                var array = ArrayValue.newBuilder();
                list.forEach(element -> array.addValues(any(element)));
                yield result.setArrayValue(array).build();
            }
            default -> result.setStringValue(value.toString()).build();
        };
    }
}
