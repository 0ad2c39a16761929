package dev.runtree.otlp.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import com.google.protobuf.MessageOrBuilder;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.util.Base64;
import java.util.List;

/** Writes OTLP/JSON as the specification asks; what has its default is left out, and what JSON has no words for is noticed. */
final class OtlpJson {
    private final JsonGenerator json;
    private final Frames<?> frames;
    private boolean lost;

    OtlpJson(JsonGenerator json, Frames<?> frames) {
        this.json = json;
        this.frames = frames;
    }

    /** Whether something could not be written since this was asked last: fields that are not known. */
    boolean takeLost() {
        var taken = lost;
        lost = false;
        return taken;
    }

    /** Begins a resource's message, up to where its scopes stand. */
    void startResource(Message around) throws IOException {
        json.writeStartObject();
        var resource = Frames.resourceOf(around);
        if (resource != null) {
            resource(resource);
        }
        text("schemaUrl", Frames.schemaUrlOf(around));
        note(around);
        json.writeArrayFieldStart(frames.scopes().getJsonName());
    }

    void endResource() throws IOException {
        json.writeEndArray();
        json.writeEndObject();
    }

    /** Begins a scope's message, up to where its records stand. */
    void startScope(Message around) throws IOException {
        json.writeStartObject();
        var scope = Frames.scopeOf(around);
        if (scope != null) {
            json.writeObjectFieldStart("scope");
            text("name", scope.getName());
            text("version", scope.getVersion());
            attributes(scope.getAttributesList());
            count("droppedAttributesCount", scope.getDroppedAttributesCount());
            json.writeEndObject();
            note(scope);
        }
        text("schemaUrl", Frames.schemaUrlOf(around));
        note(around);
        json.writeArrayFieldStart(frames.records().getJsonName());
    }

    void endScope() throws IOException {
        json.writeEndArray();
        json.writeEndObject();
    }

    /** Writes a span or a log record. */
    void record(Message record) throws IOException {
        switch (record) {
            case Span span -> span(span);
            case LogRecord log -> log(log);
            default -> throw new IllegalArgumentException("No record of OTLP: " + record.getClass());
        }
    }

    private void log(LogRecord log) throws IOException {
        json.writeStartObject();
        // Of log records a time of 0 is none.
        if (log.getTimeUnixNano() != 0) {
            time("timeUnixNano", log.getTimeUnixNano());
        }
        if (log.getObservedTimeUnixNano() != 0) {
            time("observedTimeUnixNano", log.getObservedTimeUnixNano());
        }
        enumeration("severityNumber", log.getSeverityNumberValue());
        text("severityText", log.getSeverityText());
        if (log.hasBody()) {
            json.writeFieldName("body");
            value(log.getBody());
        }
        attributes(log.getAttributesList());
        count("droppedAttributesCount", log.getDroppedAttributesCount());
        count("flags", log.getFlags());
        id("traceId", log.getTraceId());
        id("spanId", log.getSpanId());
        text("eventName", log.getEventName());
        json.writeEndObject();
        note(log);
    }

    private void span(Span span) throws IOException {
        json.writeStartObject();
        id("traceId", span.getTraceId());
        id("spanId", span.getSpanId());
        text("traceState", span.getTraceState());
        if (!span.getParentSpanId().isEmpty()) {
            id("parentSpanId", span.getParentSpanId());
        }
        count("flags", span.getFlags());
        json.writeStringField("name", span.getName());
        enumeration("kind", span.getKindValue());
        time("startTimeUnixNano", span.getStartTimeUnixNano());
        time("endTimeUnixNano", span.getEndTimeUnixNano());
        attributes(span.getAttributesList());
        count("droppedAttributesCount", span.getDroppedAttributesCount());
        if (span.getEventsCount() > 0) {
            json.writeArrayFieldStart("events");
            for (var event : span.getEventsList()) {
                event(event);
            }
            json.writeEndArray();
        }
        count("droppedEventsCount", span.getDroppedEventsCount());
        if (span.getLinksCount() > 0) {
            json.writeArrayFieldStart("links");
            for (var link : span.getLinksList()) {
                link(link);
            }
            json.writeEndArray();
        }
        count("droppedLinksCount", span.getDroppedLinksCount());
        if (span.hasStatus()) {
            json.writeObjectFieldStart("status");
            text("message", span.getStatus().getMessage());
            enumeration("code", span.getStatus().getCodeValue());
            json.writeEndObject();
            note(span.getStatus());
        }
        json.writeEndObject();
        note(span);
    }

    private void event(Span.Event event) throws IOException {
        json.writeStartObject();
        time("timeUnixNano", event.getTimeUnixNano());
        text("name", event.getName());
        attributes(event.getAttributesList());
        count("droppedAttributesCount", event.getDroppedAttributesCount());
        json.writeEndObject();
        note(event);
    }

    private void link(Span.Link link) throws IOException {
        json.writeStartObject();
        id("traceId", link.getTraceId());
        id("spanId", link.getSpanId());
        text("traceState", link.getTraceState());
        attributes(link.getAttributesList());
        count("droppedAttributesCount", link.getDroppedAttributesCount());
        count("flags", link.getFlags());
        json.writeEndObject();
        note(link);
    }

    private void resource(Resource resource) throws IOException {
        json.writeObjectFieldStart("resource");
        attributes(resource.getAttributesList());
        count("droppedAttributesCount", resource.getDroppedAttributesCount());
        if (resource.getEntityRefsCount() > 0) {
            json.writeArrayFieldStart("entityRefs");
            for (var entity : resource.getEntityRefsList()) {
                json.writeStartObject();
                text("schemaUrl", entity.getSchemaUrl());
                text("type", entity.getType());
                texts("idKeys", entity.getIdKeysList());
                texts("descriptionKeys", entity.getDescriptionKeysList());
                json.writeEndObject();
                note(entity);
            }
            json.writeEndArray();
        }
        json.writeEndObject();
        note(resource);
    }

    private void attributes(List<KeyValue> attributes) throws IOException {
        if (!attributes.isEmpty()) {
            json.writeArrayFieldStart("attributes");
            keyValues(attributes);
            json.writeEndArray();
        }
    }

    private void keyValues(List<KeyValue> all) throws IOException {
        for (var each : all) {
            json.writeStartObject();
            json.writeStringField("key", each.getKey());
            enumeration("keyStrindex", each.getKeyStrindex());
            if (each.hasValue()) {
                json.writeFieldName("value");
                value(each.getValue());
            }
            json.writeEndObject();
            note(each);
        }
    }

    private void value(AnyValue value) throws IOException {
        json.writeStartObject();
        switch (value.getValueCase()) {
            case STRING_VALUE -> json.writeStringField("stringValue", value.getStringValue());
            case BOOL_VALUE -> json.writeBooleanField("boolValue", value.getBoolValue());
            case INT_VALUE -> json.writeStringField("intValue", Long.toString(value.getIntValue()));
            case DOUBLE_VALUE -> number(value.getDoubleValue());
            case ARRAY_VALUE -> {
                json.writeObjectFieldStart("arrayValue");
                json.writeArrayFieldStart("values");
                for (var element : value.getArrayValue().getValuesList()) {
                    value(element);
                }
                json.writeEndArray();
                json.writeEndObject();
                note(value.getArrayValue());
            }
            case KVLIST_VALUE -> {
                json.writeObjectFieldStart("kvlistValue");
                json.writeArrayFieldStart("values");
                keyValues(value.getKvlistValue().getValuesList());
                json.writeEndArray();
                json.writeEndObject();
                note(value.getKvlistValue());
            }
            case BYTES_VALUE ->
                json.writeStringField(
                        "bytesValue",
                        Base64.getEncoder().encodeToString(value.getBytesValue().toByteArray()));
            case STRING_VALUE_STRINDEX -> json.writeNumberField("stringValueStrindex", value.getStringValueStrindex());
            case VALUE_NOT_SET -> {}
        }
        json.writeEndObject();
        note(value);
    }

    private void number(double value) throws IOException {
        json.writeFieldName("doubleValue");
        if (Double.isFinite(value)) {
            json.writeNumber(value);
        } else {
            json.writeString(Double.toString(value));
        }
    }

    private void texts(String name, List<String> values) throws IOException {
        if (!values.isEmpty()) {
            json.writeArrayFieldStart(name);
            for (var value : values) {
                json.writeString(value);
            }
            json.writeEndArray();
        }
    }

    private void text(String name, String value) throws IOException {
        if (!value.isEmpty()) {
            json.writeStringField(name, value);
        }
    }

    private void count(String name, int value) throws IOException {
        if (value != 0) {
            json.writeNumberField(name, Integer.toUnsignedLong(value));
        }
    }

    private void enumeration(String name, int value) throws IOException {
        if (value != 0) {
            json.writeNumberField(name, value);
        }
    }

    private void time(String name, long unixNanos) throws IOException {
        json.writeStringField(name, Long.toUnsignedString(unixNanos));
    }

    private void id(String name, ByteString id) throws IOException {
        json.writeStringField(name, Ids.hex(id));
    }

    private void note(MessageOrBuilder message) {
        lost |= !message.getUnknownFields().isEmpty();
    }
}
