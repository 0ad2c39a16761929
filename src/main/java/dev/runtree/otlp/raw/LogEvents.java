package dev.runtree.otlp.raw;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runtree.otlp.text.LenientJson;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Log records as events of their span: what the body says stands among the attributes, as span events have it there. In
 * the order of their time; of two at one moment the one that a conversation has first.
 */
final class LogEvents {
    private static final String EXCEPTION = "exception";

    /** The order of a conversation, for clocks that tick slower than a program logs. */
    private static final List<String> CONVERSATION = List.of(
            "gen_ai.client.inference.operation.details",
            "gen_ai.system.message",
            "gen_ai.developer.message",
            "gen_ai.user.message",
            "gen_ai.assistant.message",
            "gen_ai.tool.message",
            "gen_ai.choice");

    private LogEvents() {}

    static List<RawSpan.Event> of(@Nullable JsonNode logs) {
        var events = new ArrayList<RawSpan.Event>();
        if (logs != null && logs.isArray()) {
            logs.forEach(log -> events.add(event(log)));
        }
        events.sort(Comparator.comparingLong(RawSpan.Event::timeNanos)
                .thenComparingInt(event -> CONVERSATION.indexOf(event.name())));
        return events;
    }

    private static RawSpan.Event event(JsonNode log) {
        var attributes = attributes(log);
        var time = log.has("time") ? log.path("time") : log.path("observed_time");
        return new RawSpan.Event(name(log, attributes), Events.nanos(time.asText()), attributes);
    }

    private static String name(JsonNode log, Attributes attributes) {
        if (attributes.has("exception.type") || attributes.has("exception.message")) {
            return EXCEPTION;
        }
        var name = log.path("event_name").asText();
        var older = attributes.text("event.name");
        return !name.isEmpty() || older == null ? name : older;
    }

    private static Attributes attributes(JsonNode log) {
        var all = JsonNodeFactory.instance.objectNode();
        body(log.path("body"), all);
        log.path("attributes").properties().forEach(entry -> all.putIfAbsent(entry.getKey(), entry.getValue()));
        return Attributes.of(all);
    }

    private static void body(JsonNode body, ObjectNode to) {
        var structure = body.isTextual() ? LenientJson.structure(body.textValue()) : body;
        if (structure != null && structure.isObject()) {
            structure.properties().forEach(entry -> to.set(entry.getKey(), entry.getValue()));
        } else if (!body.isMissingNode() && !body.isNull()) {
            to.set("content", body);
        }
    }
}
