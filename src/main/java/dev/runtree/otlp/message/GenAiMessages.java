package dev.runtree.otlp.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runtree.model.Message;
import dev.runtree.model.Part;
import dev.runtree.otlp.raw.Attributes;
import dev.runtree.otlp.raw.Indexed;
import dev.runtree.otlp.raw.RawSpan;
import dev.runtree.otlp.text.Json;
import dev.runtree.otlp.text.LenientJson;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds the messages of {@code gen_ai.*} where its generations put them: whole in attributes or in the event
 * {@code gen_ai.client.inference.operation.details}, one by one in events or log records, flattened into keys, or as one
 * text.
 */
public final class GenAiMessages {
    private static final String DETAILS = "gen_ai.client.inference.operation.details";
    private static final String ANSWERER = "assistant";
    private static final String CHOICE = "gen_ai.choice";
    private static final int NAMELESS = "gen_ai.message".length();

    private GenAiMessages() {}

    public static List<Message> asked(RawSpan span) {
        var messages = structured(span, "gen_ai.input.messages", "user");
        if (messages.stream().noneMatch(message -> message.role().equals("system"))) {
            messages.addAll(0, instructions(span));
        }
        if (messages.isEmpty()) {
            messages.addAll(told(span, GenAiMessages::question));
        }
        if (messages.isEmpty()) {
            messages.addAll(flattened(span, "gen_ai.prompt", "user"));
        }
        if (messages.isEmpty()) {
            messages.addAll(whole(span, "gen_ai.prompt", "gen_ai.content.prompt", "user"));
        }
        return messages.isEmpty() ? gemini(span, "gcp.vertex.agent.llm_request", "user") : messages;
    }

    public static List<Message> answered(RawSpan span) {
        var whole = structured(span, "gen_ai.output.messages", "assistant");
        // LiteLLM and Mastra leave the parts out when the answer is a tool call; LiteLLM tells that one otherwise.
        var messages = whole.stream().allMatch(GenAiMessages::isEmpty) ? new ArrayList<Message>() : whole;
        if (messages.isEmpty()) {
            messages.addAll(told(span, event -> event.name().equals(CHOICE) ? choice(body(event.attributes())) : null));
        }
        if (messages.isEmpty()) {
            messages.addAll(flattened(span, "gen_ai.completion", "assistant"));
        }
        if (messages.isEmpty()) {
            messages.addAll(whole(span, "gen_ai.completion", "gen_ai.content.completion", "assistant"));
        }
        return messages.isEmpty() ? gemini(span, "gcp.vertex.agent.llm_response", "assistant") : messages;
    }

    private static boolean isEmpty(Message message) {
        return message.parts().stream()
                .allMatch(part -> part instanceof Part.Text text && text.text().isEmpty());
    }

    /** What Google's Agent Development Kit keeps of a request or an answer of Gemini's API. */
    private static List<Message> gemini(RawSpan span, String key, String role) {
        var said = span.attributes().structure(key);
        if (said == null) {
            return List.of();
        }
        var messages = new ArrayList<Message>();
        var system = said.path("config").path("system_instruction");
        if (system.isTextual()) {
            messages.add(Message.text("system", system.textValue()));
        }
        messages.addAll(JsonMessages.read(said, role));
        return messages;
    }

    /** What the span's events tell, or else its log records: where both do, one is a copy of the other. */
    private static List<Message> told(RawSpan span, Function<RawSpan.Event, @Nullable Message> reading) {
        var messages = told(span.events(), reading);
        return messages.isEmpty() ? told(span.logs(), reading) : messages;
    }

    private static List<Message> told(List<RawSpan.Event> events, Function<RawSpan.Event, @Nullable Message> reading) {
        var messages = new ArrayList<Message>();
        for (var event : events) {
            var message = reading.apply(event);
            if (message != null) {
                messages.add(message);
            }
        }
        return messages;
    }

    /** The message of {@code gen_ai.user.message} and so on. */
    private static @Nullable Message question(RawSpan.Event event) {
        var name = event.name();
        if (!name.startsWith("gen_ai.") || !name.endsWith(".message") || name.length() <= NAMELESS) {
            return null;
        }
        var role = name.substring("gen_ai.".length(), name.length() - ".message".length());
        var body = body(event.attributes());
        if (role.equals("tool") && body instanceof ObjectNode tool && tool.has("id") && !tool.has("tool_call_id")) {
            tool.set("tool_call_id", tool.get("id"));
        }
        return JsonMessages.message(body, role);
    }

    /** The message of a choice: an object, an array of parts, or the bare text, which may be JSON itself. */
    private static Message choice(JsonNode body) {
        var said = body.get("message");
        if (said == null || said.isNull()) {
            return JsonMessages.message(body, ANSWERER);
        }
        var message = structure(said);
        if (message != null && isParts(message)) {
            return new Message(ANSWERER, null, JsonMessages.content(message));
        }
        if (message == null) {
            return Message.text(ANSWERER, Json.text(said));
        }
        var isMessage = said.isContainerNode()
                || message.has("role")
                || message.has("content")
                || message.has("parts")
                || message.has("tool_calls");
        return isMessage ? JsonMessages.message(message, ANSWERER) : Message.text(ANSWERER, Json.text(said));
    }

    /** Whether it is an array of nothing but parts of known forms. */
    private static boolean isParts(JsonNode node) {
        if (!node.isArray() || node.isEmpty()) {
            return false;
        }
        for (var each : node) {
            if (!each.isObject() || JsonParts.part(each) instanceof Part.Unknown) {
                return false;
            }
        }
        return true;
    }

    /** What the span says, or else one of its events: Strands makes an event for each key. */
    private static @Nullable JsonNode said(RawSpan span, String key) {
        var own = span.attributes().get(key);
        if (own != null) {
            return own;
        }
        return span.events().stream()
                .filter(event ->
                        event.name().equals(DETAILS) && event.attributes().has(key))
                .findFirst()
                .map(event -> event.attributes().get(key))
                .orElse(null);
    }

    private static List<Message> structured(RawSpan span, String key, String role) {
        var said = said(span, key);
        if (said == null || said.isNull()) {
            return new ArrayList<>();
        }
        var whole = said.isTextual() ? Json.parse(said.textValue()) : said;
        var messages = JsonMessages.read(whole == null ? structure(said) : whole, role);
        if (said.isTextual() && (messages.isEmpty() || whole == null)) {
            messages.add(Message.text(messages.isEmpty() ? role : "unparsed", said.textValue()));
        }
        return messages;
    }

    private static List<Message> instructions(RawSpan span) {
        var said = said(span, "gen_ai.system_instructions");
        if (said == null || said.isNull()) {
            return List.of();
        }
        var parts = structure(said);
        return List.of(
                parts == null
                        ? Message.text("system", Json.text(said))
                        : new Message("system", null, JsonMessages.content(parts)));
    }

    /** {@code gen_ai.prompt.0.role}, {@code gen_ai.prompt.0.content} and {@code gen_ai.prompt.0.tool_calls.0.name}. */
    public static List<Message> flattened(RawSpan span, String prefix, String role) {
        var messages = new ArrayList<Message>();
        if (!span.attributes().hasAnyUnder(prefix + ".")) {
            return messages;
        }
        for (var each : Indexed.under(span.attributes(), prefix)) {
            var calls = Indexed.elements(each.path("tool_calls"));
            if (!calls.isEmpty()) {
                each.set("tool_calls", JsonNodeFactory.instance.arrayNode().addAll(calls));
            }
            // An answer without words comes as the JSON of an empty text.
            if (each.path("content").asText().equals("\"\"")) {
                each.remove("content");
            }
            var content = structure(each.get("content"));
            if (content != null && content.isArray()) {
                each.set("content", content);
            }
            messages.add(JsonMessages.message(each, role));
        }
        return messages;
    }

    private static List<Message> whole(RawSpan span, String key, String event, String role) {
        var said = span.attributes().get(key);
        var in = span.event(event);
        if (said == null && in != null) {
            said = in.attributes().get(key);
        }
        if (said == null || said.isNull()) {
            return List.of();
        }
        var messages = JsonMessages.read(structure(said), role);
        return messages.isEmpty() ? List.of(Message.text(role, Json.text(said))) : messages;
    }

    /** The event's body: its attributes, or the JSON in {@code gen_ai.event.content}. */
    private static JsonNode body(Attributes attributes) {
        var content = attributes.structure("gen_ai.event.content");
        if (content != null) {
            return content;
        }
        var body = JsonNodeFactory.instance.objectNode();
        for (var entry : attributes.entries()) {
            var structure = structure(entry.getValue());
            var isStructured = structure != null
                    && switch (entry.getKey()) {
                        case "tool_calls" -> true;
                        case "content" -> isParts(structure);
                        default -> false;
                    };
            body.set(entry.getKey(), isStructured ? structure : entry.getValue());
        }
        return body;
    }

    private static @Nullable JsonNode structure(@Nullable JsonNode said) {
        if (said == null || said.isContainerNode()) {
            return said;
        }
        return said.isTextual() ? LenientJson.structure(said.textValue()) : null;
    }
}
