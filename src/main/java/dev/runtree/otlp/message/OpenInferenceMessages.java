package dev.runtree.otlp.message;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runtree.model.Message;
import dev.runtree.model.Part;
import dev.runtree.otlp.raw.Attributes;
import dev.runtree.otlp.raw.Indexed;
import dev.runtree.otlp.text.Json;
import java.util.ArrayList;
import java.util.List;

/** Reads OpenInference's messages, {@code llm.input_messages.0.message.content} and so on. */
public final class OpenInferenceMessages {
    private OpenInferenceMessages() {}

    /** The messages under the first prefix, or else the plain completions under the second. */
    public static List<Message> under(Attributes attributes, String prefix, String completionPrefix) {
        var messages = new ArrayList<Message>();
        var isInput = prefix.contains("input");
        for (var each : Indexed.under(attributes, prefix)) {
            messages.add(message(each.path("message"), isInput ? "user" : "assistant"));
        }
        if (messages.isEmpty()) {
            for (var each : Indexed.under(attributes, completionPrefix)) {
                var text = each.path(isInput ? "prompt" : "completion").path("text");
                if (text.isTextual()) {
                    messages.add(Message.text(isInput ? "user" : "assistant", text.textValue()));
                }
            }
        }
        return messages;
    }

    private static Message message(JsonNode message, String defaultRole) {
        var parts = new ArrayList<Part>();
        var role = message.path("role").asText(defaultRole);
        var content = message.path("content");
        var callId = JsonMessages.textOrNull(message.get("tool_call_id"));
        if (callId != null || role.equals("tool")) {
            parts.add(new Part.ToolResult(
                    callId,
                    JsonMessages.textOrNull(message.get("name")),
                    content.isMissingNode() ? "" : Json.text(content)));
        } else if (!content.isMissingNode()
                && !content.isNull()
                && !Json.text(content).isEmpty()) {
            parts.addAll(JsonMessages.content(content));
        }
        // Some say the same again: a text as content and as its only part, a call among the calls and among the parts.
        for (var each : Indexed.elements(message.path("contents"))) {
            addNew(content(each), parts);
        }
        var told = List.copyOf(parts);
        for (var each : Indexed.elements(message.path("tool_calls"))) {
            var call = call(each.path("tool_call"));
            if (!told.contains(call)) {
                parts.add(call);
            }
        }
        if (message.has("function_call_name")) {
            parts.add(new Part.ToolCall(
                    null,
                    message.path("function_call_name").asText(),
                    message.path("function_call_arguments_json").asText("{}")));
        }
        return new Message(role, JsonMessages.textOrNull(message.get("name")), parts);
    }

    private static void addNew(Part part, List<Part> to) {
        if (!(part instanceof Part.Text && to.contains(part))) {
            to.add(part);
        }
    }

    private static Part content(JsonNode each) {
        if (each.has("tool_call")) {
            return call(each.path("tool_call"));
        }
        var content = each.path("message_content");
        var text = content.path("text");
        var image = content.path("image").path("image").path("url");
        var audio = content.path("audio").path("audio");
        if (image.isTextual()) {
            return new Part.Media(null, image.textValue());
        }
        if (audio.path("url").isTextual()) {
            return new Part.Media(
                    JsonMessages.textOrNull(audio.get("mime_type")),
                    audio.path("url").textValue());
        }
        return switch (content.path("type").asText()) {
            case "reasoning", "thinking" -> new Part.Reasoning(text.asText());
            case "redacted_thinking", "redacted_reasoning" ->
                new Part.Reasoning(content.path("data").asText("(redacted)"));
            default -> text.isMissingNode() ? new Part.Unknown(each.toString()) : new Part.Text(Json.text(text));
        };
    }

    private static Part call(JsonNode call) {
        var function = call.path("function");
        var arguments = function.path("arguments");
        return new Part.ToolCall(
                JsonMessages.textOrNull(call.get("id")),
                function.path("name").asText("unknown"),
                arguments.isMissingNode() ? "{}" : Json.text(arguments));
    }
}
