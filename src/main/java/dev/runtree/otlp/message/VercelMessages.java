package dev.runtree.otlp.message;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runtree.model.Message;
import dev.runtree.model.Part;
import dev.runtree.otlp.raw.Attributes;
import dev.runtree.otlp.text.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts together what the AI SDK spreads over {@code ai.prompt*} and {@code ai.response.*}, in 3.3 {@code ai.result.*}. */
public final class VercelMessages {
    private VercelMessages() {}

    /** What the model saw; of a whole generation, what its caller gave. */
    public static List<Message> asked(Attributes attributes) {
        var messages = attributes.text("ai.prompt.messages");
        if (messages != null) {
            return JsonMessages.ofText(messages, "user");
        }
        var prompt = attributes.structure("ai.prompt");
        return prompt != null && prompt.isObject()
                ? ofPrompt(prompt)
                : JsonMessages.ofText(attributes.text("ai.prompt"), "user");
    }

    /** An object of system, prompt and messages, of which any may be missing; the prompt may be messages itself. */
    private static List<Message> ofPrompt(JsonNode prompt) {
        var messages = new ArrayList<Message>();
        for (var key : new String[] {"system", "instructions"}) {
            if (prompt.path(key).isTextual()) {
                messages.add(Message.text("system", prompt.path(key).textValue()));
            }
        }
        for (var key : new String[] {"messages", "prompt"}) {
            var said = prompt.path(key);
            messages.addAll(
                    said.isTextual() ? JsonMessages.ofText(said.textValue(), "user") : JsonMessages.read(said, "user"));
        }
        return messages;
    }

    public static List<Message> answered(Attributes attributes) {
        var parts = new ArrayList<Part>();
        var reasoning = attributes.text("ai.response.reasoning");
        if (reasoning != null) {
            parts.add(new Part.Reasoning(reasoning));
        }
        var text = attributes.text("ai.response.text", "ai.response.object", "ai.result.text", "ai.result.object");
        if (text != null) {
            parts.add(new Part.Text(text));
        }
        parts.addAll(parts(attributes.structure("ai.response.toolCalls", "ai.result.toolCalls"), true));
        parts.addAll(parts(attributes.structure("ai.response.files"), false));
        return parts.isEmpty() ? List.of() : List.of(new Message("assistant", null, parts));
    }

    private static List<Part> parts(@Nullable JsonNode array, boolean areCalls) {
        var parts = new ArrayList<Part>();
        if (array != null && array.isArray()) {
            for (var each : array) {
                parts.add(areCalls ? JsonParts.call(each) : MediaParts.typed(each, "file"));
            }
        }
        return parts;
    }

    /** Each tool offered, of an array whose elements are JSON in strings. */
    public static List<String> tools(Attributes attributes) {
        var tools = new ArrayList<String>();
        var offered = attributes.structure("ai.prompt.tools");
        if (offered != null && offered.isArray()) {
            offered.forEach(tool -> tools.add(Json.text(tool)));
        }
        return tools;
    }
}
