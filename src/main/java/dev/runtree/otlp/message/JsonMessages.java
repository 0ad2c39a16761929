package dev.runtree.otlp.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.runtree.model.Message;
import dev.runtree.model.Part;
import dev.runtree.otlp.text.Json;
import dev.runtree.otlp.text.LenientJson;
import dev.runtree.otlp.text.PythonLiteral;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads messages out of JSON in the forms that model APIs, frameworks and OpenTelemetry write them in: {@code role} with
 * {@code content} or {@code parts}, tool calls beside or within, LangChain's serialised objects, items of OpenAI's
 * responses.
 */
public final class JsonMessages {
    private static final int MAX_WRAPPERS = 7;
    private static final String[] WRAPPERS = {
        "messages",
        "choices",
        "generations",
        "message",
        "update",
        "output",
        "outputs",
        "input",
        "inputs",
        "response",
        "contents",
        "content"
    };

    private JsonMessages() {}

    /** The messages in an array of them, in an object around one, or in a single one; none when there are none. */
    public static List<Message> read(@Nullable JsonNode node, String defaultRole) {
        var messages = new ArrayList<Message>();
        if (node != null) {
            read(node, defaultRole, messages, 0);
        }
        return messages;
    }

    private static void read(JsonNode node, String defaultRole, List<Message> to, int depth) {
        if (depth > MAX_WRAPPERS) {
            return;
        }
        if (node.isArray()) {
            for (var element : node) {
                var printed = element.isTextual() ? printed(element.textValue()) : element;
                if (printed == null) {
                    to.add(Message.text(defaultRole, element.textValue()));
                } else {
                    read(printed, defaultRole, to, depth + 1);
                }
            }
        } else if (node.isObject()) {
            if (isMessage(node)) {
                to.add(message(node, defaultRole));
                return;
            }
            for (var wrapper : WRAPPERS) {
                var inner = node.get(wrapper);
                if (inner != null && inner.isContainerNode()) {
                    read(inner, defaultRole, to, depth + 1);
                    if (!to.isEmpty()) {
                        return;
                    }
                }
            }
            if (node.path("text").isTextual() && (node.has("generation_info") || node.has("finish_reason"))) {
                to.add(Message.text(defaultRole, node.path("text").textValue()));
            }
        }
    }

    /** The message that Python printed into a text, {@code ChatMessage(role='user', ...)}. */
    private static @Nullable JsonNode printed(String text) {
        var start = text.indexOf('(');
        if (start <= 0 || !text.endsWith(")") || !text.contains("role=")) {
            return null;
        }
        for (var i = 0; i < start; i++) {
            if (!Character.isJavaIdentifierPart(text.charAt(i))) {
                return null;
            }
        }
        var node = PythonLiteral.parse(text);
        return node != null && node.isObject() && isMessage(node) ? node : null;
    }

    private static boolean isMessage(JsonNode node) {
        var inner = unwrapped(node);
        return inner.path("role").isTextual()
                || inner.path("parts").isArray()
                || (unwrappedRole(node) != null && inner.has("content"))
                || JsonParts.isPart(inner);
    }

    /** The messages that a text is the JSON of, or else the text as one message; none when it says nothing. */
    public static List<Message> ofText(@Nullable String text, String defaultRole) {
        if (text == null || text.isBlank()) {
            return List.of();
        }
        var messages = read(LenientJson.structure(text), defaultRole);
        return messages.isEmpty() ? List.of(Message.text(defaultRole, LenientJson.unquoted(text))) : messages;
    }

    /** One message, whatever its form. */
    public static Message message(JsonNode node, String defaultRole) {
        if (node.isTextual()) {
            return Message.text(defaultRole, node.textValue());
        }
        var inner = unwrapped(node);
        var parts = new ArrayList<Part>();
        var wrapped = unwrappedRole(node);
        var role = inner.path("role").asText(wrapped == null ? defaultRole : wrapped);
        if (!inner.has("role") && wrapped == null && JsonParts.isPart(inner)) {
            var part = JsonParts.part(inner);
            return new Message(
                    part instanceof Part.ToolResult
                            ? "tool"
                            : part instanceof Part.ToolCall ? "assistant" : defaultRole,
                    null,
                    List.of(part));
        }
        var reasoning =
                textOrNull(inner.has("reasoning_content") ? inner.get("reasoning_content") : inner.get("reasoning"));
        if (reasoning != null) {
            parts.add(new Part.Reasoning(reasoning));
        }
        var said = inner.path(inner.has("parts") ? "parts" : inner.has("blocks") ? "blocks" : "content");
        var callId = textOrNull(inner.has("tool_call_id") ? inner.get("tool_call_id") : inner.get("toolCallId"));
        callId = callId != null
                ? callId
                : textOrNull(inner.path("additional_kwargs").get("tool_call_id"));
        if ((callId != null || role.equals("tool")) && !inner.has("parts") && !JsonParts.holdsResults(said)) {
            parts.add(new Part.ToolResult(callId, textOrNull(inner.get("name")), result(said)));
        } else {
            parts.addAll(content(said));
        }
        calls(inner, parts);
        return new Message(canonicalRole(role), textOrNull(inner.get("name")), parts);
    }

    /** The parts of a message's content: a text, an object, or an array of both. */
    public static List<Part> content(JsonNode content) {
        var parts = new ArrayList<Part>();
        if (content.isArray()) {
            content.forEach(each -> parts.add(JsonParts.part(each)));
        } else if (content.path("parts").isArray()) {
            return content(content.path("parts"));
        } else if (content.isObject()) {
            parts.add(JsonParts.part(content));
        } else if (!content.isMissingNode()
                && !content.isNull()
                && !content.asText().isEmpty()) {
            parts.add(new Part.Text(content.asText()));
        }
        return parts;
    }

    /** What a tool said: the texts of its parts when it has nothing else. */
    private static String result(JsonNode said) {
        var parts = said.path(0).isObject() ? content(said) : List.<Part>of();
        if (parts.isEmpty() || !parts.stream().allMatch(Part.Text.class::isInstance)) {
            return said.isMissingNode() ? "" : Json.text(said);
        }
        return new Message("tool", null, parts).text();
    }

    private static void calls(JsonNode message, List<Part> to) {
        var calls = message.has("tool_calls") ? message.path("tool_calls") : message.path("toolCalls");
        if (calls.isArray() && to.stream().noneMatch(Part.ToolCall.class::isInstance)) {
            calls.forEach(each -> to.add(JsonParts.call(each)));
        }
        if (message.path("function_call").isObject()) {
            to.add(JsonParts.call(message.path("function_call")));
        }
    }

    /** What LangChain wraps around a message: {@code {"lc", "id", "kwargs"}} or {@code {"type", "data"}}. */
    private static JsonNode unwrapped(JsonNode node) {
        if (node.path("kwargs").isObject() && node.has("lc")) {
            return node.path("kwargs");
        }
        if (node.has("_role")) {
            return withoutUnderscores(node);
        }
        return node.path("data").isObject() && node.path("type").isTextual() ? node.path("data") : node;
    }

    /** Haystack's fields in several versions, and always in what Python prints of them. */
    private static JsonNode withoutUnderscores(JsonNode message) {
        var plain = JsonNodeFactory.instance.objectNode();
        message.properties().forEach(field -> {
            var name = field.getKey();
            plain.set(name.startsWith("_") ? name.substring(1) : name, field.getValue());
        });
        return plain;
    }

    private static @Nullable String unwrappedRole(JsonNode node) {
        var id = node.path("id");
        var word = id.isArray() && !id.isEmpty()
                ? id.get(id.size() - 1).asText()
                : node.path("type").asText();
        return switch (word.toLowerCase(Locale.ROOT).replace("message", "").replace("chunk", "")) {
            case "human" -> "user";
            case "ai" -> "assistant";
            case "system" -> "system";
            case "tool" -> "tool";
            case "function" -> node.path("function").isObject() ? null : "tool";
            default -> null;
        };
    }

    private static String canonicalRole(String role) {
        return switch (role.toLowerCase(Locale.ROOT)) {
            case "human" -> "user";
            case "ai", "model" -> "assistant";
            case "developer" -> "developer";
            default -> role;
        };
    }

    public static @Nullable String textOrNull(@Nullable JsonNode node) {
        if (node == null || node.isNull() || node.isMissingNode()) {
            return null;
        }
        var text = Json.text(node);
        return text.isEmpty() ? null : text;
    }
}
