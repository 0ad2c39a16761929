package dev.runtree.otlp.raw;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runtree.model.RecordedSpan;
import dev.runtree.otlp.text.Json;
import dev.runtree.otlp.wire.Times;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A span as its producer said it, for the dialects to read: made of OTLP when it comes in, of the stored payload when a
 * reader opens it.
 *
 * @param scope the name of the instrumentation scope
 * @param attributes the span's own, and of {@code gen_ai.*} what a log record says in its place
 * @param logs the log records that name the span; none while it comes in, for they come apart
 */
public record RawSpan(
        String name,
        String scope,
        Attributes attributes,
        List<Event> events,
        List<Event> logs,
        Attributes resource,
        long startNanos) {

    /** The log record that repeats the attributes of a model call's span, or has what was left out there. */
    private static final String DETAILS = "gen_ai.client.inference.operation.details";

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
                List.of(),
                resource,
                Times.clamped(span.getStartTimeUnixNano()));
    }

    public static RawSpan of(RecordedSpan recorded) {
        var payload = recorded.payload();
        var scope = Json.parse(payload.scope());
        var resource = Json.parseSent(payload.resource());
        var logs = payload.logs().equals("[]") ? List.<Event>of() : LogEvents.of(Json.parseSent(payload.logs()));
        var scopeName = scope == null ? null : scope.get("name");
        return new RawSpan(
                recorded.span().name(),
                scopeName == null ? "" : scopeName.asText(),
                with(logs, Attributes.of(Json.parseSent(payload.attributes()))),
                events(Json.parseSent(payload.events())),
                logs,
                Attributes.of(resource == null ? null : resource.get("attributes")),
                recorded.span().startNanos());
    }

    private static Attributes with(List<Event> logs, Attributes own) {
        for (var log : logs) {
            if (log.name().equals(DETAILS)) {
                return own.filled("gen_ai.", log.attributes());
            }
        }
        return own;
    }

    /** The first event of that name, or else the first log record. */
    public @Nullable Event event(String name) {
        return Stream.concat(events.stream(), logs.stream())
                .filter(event -> event.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    public boolean hasEventUnder(String prefix) {
        return Stream.concat(events.stream(), logs.stream())
                .anyMatch(event -> event.name().startsWith(prefix));
    }

    private static List<Event> events(@Nullable JsonNode array) {
        var events = new ArrayList<Event>();
        if (array != null) {
            for (var event : array) {
                events.add(new Event(
                        event.path("name").asText(),
                        Events.nanos(event.path("time").asText()),
                        Attributes.of(event.get("attributes"))));
            }
        }
        return events;
    }
}
