package dev.runtree.otlp.wire;

import dev.runtree.model.Payload;
import dev.runtree.model.SpanStatus;
import dev.runtree.otlp.text.Text;
import dev.runtree.otlp.wire.JsonWriter.Written;
import dev.runtree.otlp.wire.Repairs.Repair;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.io.IOException;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes what was sent of a span as JSON; of what surrounds it (resource and scope) once for all its spans. */
public final class SpanPayload {
    private final ResourceSpans resource;
    private final ScopeSpans scope;
    private final Written resourceJson;
    private final Written scopeJson;
    private final Repairs repairs;

    /** @param repairs see {@link Decoded#repairs} */
    public SpanPayload(ResourceSpans resource, ScopeSpans scope, Written resourceJson, Repairs repairs) {
        this.resource = resource;
        this.scope = scope;
        this.resourceJson = resourceJson;
        this.scopeJson = JsonWriter.write(out -> scopeOf(out, scope));
        this.repairs = repairs;
    }

    public static Written resource(ResourceSpans spans) {
        return JsonWriter.write(out -> resourceOf(out, spans));
    }

    /**
     * @param status the status that the span got, to tell whether the one sent must be noted
     * @param message likewise
     */
    public Payload of(Span span, SpanStatus status, @Nullable String message) {
        var attributes = JsonWriter.write(out -> out.attributes(span.getAttributesList()));
        var events = span.getEventsCount() == 0 ? Written.NONE : JsonWriter.write(out -> events(out, span));
        var links = span.getLinksCount() == 0 ? Written.NONE : JsonWriter.write(out -> links(out, span));
        var repair = repairs.of(span);
        var changes = EnumSet.noneOf(Change.class);
        for (var each : List.of(attributes, events, links, resourceJson, scopeJson)) {
            changes.addAll(each.changes());
        }
        if (repair != null) {
            changes.addAll(repair.changes());
        }
        var rest = JsonWriter.write(out -> rest(out, span, status, message, changes));
        var isExact = repair == null
                && attributes.exact()
                && events.exact()
                && links.exact()
                && rest.exact()
                && resourceJson.exact()
                && scopeJson.exact();
        return new Payload(
                attributes.json(),
                events.json(),
                links.json(),
                resourceJson.json(),
                scopeJson.json(),
                rest.json().equals("{}") ? null : rest.json(),
                isExact ? null : exact(span, repair));
    }

    private String exact(Span span, @Nullable Repair repair) {
        var original = repair == null ? null : repair.original();
        if (original == null) {
            original = resource.toBuilder()
                    .clearScopeSpans()
                    .addScopeSpans(scope.toBuilder().clearSpans().addSpans(span))
                    .build()
                    .toByteString();
        }
        return Base64.getEncoder().encodeToString(original.toByteArray());
    }

    private static void events(JsonWriter out, Span span) throws IOException {
        out.json().writeStartArray();
        for (var event : span.getEventsList()) {
            out.json().writeStartObject();
            out.field("name", event.getName());
            out.json().writeFieldName("time");
            out.time(event.getTimeUnixNano());
            out.json().writeFieldName("attributes");
            out.attributes(event.getAttributesList());
            out.count("dropped_attributes_count", event.getDroppedAttributesCount());
            out.json().writeEndObject();
            out.noteUnknown(event);
        }
        out.json().writeEndArray();
    }

    private static void links(JsonWriter out, Span span) throws IOException {
        out.json().writeStartArray();
        for (var link : span.getLinksList()) {
            out.json().writeStartObject();
            out.json().writeFieldName("trace_id");
            out.id(link.getTraceId());
            out.json().writeFieldName("span_id");
            out.id(link.getSpanId());
            if (!link.getTraceState().isEmpty()) {
                out.field("trace_state", link.getTraceState());
            }
            out.json().writeFieldName("attributes");
            out.attributes(link.getAttributesList());
            out.count("dropped_attributes_count", link.getDroppedAttributesCount());
            out.count("flags", link.getFlags());
            out.json().writeEndObject();
            out.noteUnknown(link);
        }
        out.json().writeEndArray();
    }

    private static void resourceOf(JsonWriter out, ResourceSpans spans) throws IOException {
        resource(out, spans.hasResource(), spans.getResource(), spans.getSchemaUrl());
        out.noteUnknown(spans);
    }

    /** An object without attributes stands for a resource that was not sent. */
    static void resource(JsonWriter out, boolean isSent, Resource resource, String schemaUrl) throws IOException {
        out.json().writeStartObject();
        if (isSent) {
            out.json().writeFieldName("attributes");
            out.attributes(resource.getAttributesList());
            out.count("dropped_attributes_count", resource.getDroppedAttributesCount());
        }
        if (!schemaUrl.isEmpty()) {
            out.field("schema_url", schemaUrl);
        }
        out.json().writeEndObject();
        if (resource.getEntityRefsCount() > 0) {
            out.change(Change.LEFT_OUT);
        }
        out.noteUnknown(resource);
    }

    private static void scopeOf(JsonWriter out, ScopeSpans spans) throws IOException {
        scope(out, spans.hasScope(), spans.getScope(), spans.getSchemaUrl());
        out.noteUnknown(spans);
    }

    /** An object without a name stands for a scope that was not sent. */
    static void scope(JsonWriter out, boolean isSent, InstrumentationScope scope, String schemaUrl) throws IOException {
        out.json().writeStartObject();
        if (isSent) {
            out.field("name", scope.getName());
            out.field("version", scope.getVersion());
            if (scope.getAttributesCount() > 0) {
                out.json().writeFieldName("attributes");
                out.attributes(scope.getAttributesList());
            }
            out.count("dropped_attributes_count", scope.getDroppedAttributesCount());
        }
        if (!schemaUrl.isEmpty()) {
            out.field("schema_url", schemaUrl);
        }
        out.json().writeEndObject();
        out.noteUnknown(scope);
    }

    /** What differs from its default, and what was changed on the way in. */
    private static void rest(
            JsonWriter out, Span span, SpanStatus status, @Nullable String message, Set<Change> changes)
            throws IOException {
        out.json().writeStartObject();
        out.count("kind", span.getKindValue());
        if (!span.getTraceState().isEmpty()) {
            out.field("trace_state", span.getTraceState());
        }
        out.count("flags", span.getFlags());
        out.count("dropped_attributes_count", span.getDroppedAttributesCount());
        out.count("dropped_events_count", span.getDroppedEventsCount());
        out.count("dropped_links_count", span.getDroppedLinksCount());
        if (!Ids.isSound(span.getTraceId(), Ids.TRACE_BYTES)) {
            out.field("sent_trace_id", Ids.hex(span.getTraceId()));
        }
        if (!Ids.isSound(span.getSpanId(), Ids.SPAN_BYTES)) {
            out.field("sent_span_id", Ids.hex(span.getSpanId()));
        }
        if (!span.getParentSpanId().isEmpty()
                && (!Ids.isSound(span.getParentSpanId(), Ids.SPAN_BYTES)
                        || span.getParentSpanId().equals(span.getSpanId()))) {
            out.field("sent_parent_span_id", Ids.hex(span.getParentSpanId()));
        }
        if (span.getStartTimeUnixNano() < 0) {
            out.field("sent_start_time_unix_nano", Long.toUnsignedString(span.getStartTimeUnixNano()));
        }
        if (span.getEndTimeUnixNano() < 0) {
            out.field("sent_end_time_unix_nano", Long.toUnsignedString(span.getEndTimeUnixNano()));
        }
        if (span.getStatus().getCodeValue() != SentStatus.code(status)) {
            out.json().writeNumberField("sent_status_code", span.getStatus().getCodeValue());
        }
        // Of a failure also that nothing was said: words that come later, in a log record, are then known not to be its
        // own.
        var isSilent =
                status == SpanStatus.ERROR && span.getStatus().getMessage().isEmpty();
        if (isSilent || !span.getStatus().getMessage().equals(message == null ? "" : message)) {
            out.field("sent_status_message", span.getStatus().getMessage());
        }
        if (span.hasStatus() && span.getStatus().equals(Status.getDefaultInstance())) {
            out.json().writeBooleanField("sent_empty_status", true);
        }
        if (!Text.readable(span.getName()).equals(span.getName())) {
            out.change(Change.NUL);
        }
        out.noteUnknown(span);
        out.noteUnknown(span.getStatus());
        out.changed(changes);
        out.json().writeEndObject();
    }
}
