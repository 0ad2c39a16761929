package dev.runtree.otlp.message;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runtree.model.Message;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the events of OpenTelemetry's older conventions out of a JSON array, where Logfire keeps them: each has a name. */
public final class EventMessages {
    private static final String CHOICE = "gen_ai.choice";

    private EventMessages() {}

    public static List<Message> asked(@Nullable JsonNode events) {
        var messages = new ArrayList<Message>();
        for (var event : array(events)) {
            var name = event.path("event.name").asText();
            if (!name.equals(CHOICE)) {
                var isNamed = name.startsWith("gen_ai.") && name.endsWith(".message");
                var role = isNamed ? name.substring("gen_ai.".length(), name.length() - ".message".length()) : "user";
                messages.add(JsonMessages.message(event, role));
            }
        }
        return messages;
    }

    public static List<Message> answered(@Nullable JsonNode events) {
        var messages = new ArrayList<Message>();
        for (var event : array(events)) {
            if (event.path("event.name").asText().equals(CHOICE)) {
                var said = event.path("message");
                messages.add(JsonMessages.message(said.isMissingNode() ? event : said, "assistant"));
            }
        }
        return messages;
    }

    private static Iterable<JsonNode> array(@Nullable JsonNode events) {
        return events != null && events.isArray() ? events : List.of();
    }
}
