package dev.runtree.otlp.raw;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runtree.model.RecordedSpan;
import dev.runtree.otlp.text.Json;
import dev.runtree.otlp.wire.Times;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A span as its producer said it, for the dialects to read: made of OTLP when it comes in, of the stored payload when a
 * reader opens it.
 *
 * @param scope the name of the instrumentation scope
 */
public record RawSpan(
        String name, String scope, Attributes attributes, List<Event> events, Attributes resource, long startNanos) {

    /** @param timeNanos since 1970; 0 when it is not known */
    public record Event(String name, long timeNanos, Attributes attributes) {}

    public static RawSpan of(Span span, String scope, Attributes resource) {
        var events = new ArrayList<Event>(span.getEventsCount());
        for (var event : span.getEventsList()) {
            events.add(new Event(
                    event.getName(), Times.clamped(event.getTimeUnixNano()), Attributes.of(event.getAttributesList())));
        }
        return new RawSpan(
                span.getName(),
                scope,
                Attributes.of(span.getAttributesList()),
                events,
                resource,
                Times.clamped(span.getStartTimeUnixNano()));
    }

    public static RawSpan of(RecordedSpan recorded) {
        var payload = recorded.payload();
        var scope = Json.parse(payload.scope());
        var resource = Json.parse(payload.resource());
        var scopeName = scope == null ? null : scope.get("name");
        return new RawSpan(
                recorded.span().name(),
                scopeName == null ? "" : scopeName.asText(),
                Attributes.of(Json.parse(payload.attributes())),
                events(Json.parse(payload.events())),
                Attributes.of(resource == null ? null : resource.get("attributes")),
                recorded.span().startNanos());
    }

    /** The first event of that name. */
    public @Nullable Event event(String name) {
        for (var event : events) {
            if (event.name().equals(name)) {
                return event;
            }
        }
        return null;
    }

    public boolean hasEventUnder(String prefix) {
        return events.stream().anyMatch(event -> event.name().startsWith(prefix));
    }

    private static List<Event> events(@Nullable JsonNode array) {
        var events = new ArrayList<Event>();
        if (array != null) {
            for (var event : array) {
                events.add(new Event(event.path("name").asText(), 0, Attributes.of(event.get("attributes"))));
            }
        }
        return events;
    }
}
