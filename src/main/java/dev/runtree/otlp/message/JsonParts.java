package dev.runtree.otlp.message;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runtree.model.Part;
import dev.runtree.otlp.text.Json;
import org.jspecify.annotations.Nullable;

/** Reads one part of a message out of JSON: text, reasoning, a tool call or its result, media. */
public final class JsonParts {
    private JsonParts() {}

    /** Whether the object is a part that says so by its type, without a message around it. */
    public static boolean isPart(JsonNode node) {
        return switch (type(node)) {
            case "text", "input_text", "output_text" -> node.has("text") || node.has("content");
            case "reasoning",
                    "thinking",
                    "tool_call",
                    "tool_use",
                    "function_call",
                    "tool_call_response",
                    "tool_result",
                    "function_call_output" -> true;
            default -> false;
        };
    }

    public static boolean holdsResults(JsonNode content) {
        if (!content.isArray()) {
            return false;
        }
        for (var each : content) {
            if (part(each) instanceof Part.ToolResult) {
                return true;
            }
        }
        return false;
    }

    public static Part part(JsonNode node) {
        if (!node.isObject()) {
            return new Part.Text(node.asText());
        }
        return switch (type(node)) {
            case "text", "input_text", "output_text", "refusal" ->
                new Part.Text(text(node, "text", "content", "refusal"));
            case "reasoning", "thinking" ->
                new Part.Reasoning(text(node, "content", "thinking", "text", "reasoning", "summary"));
            case "tool_call", "tool_use", "function_call", "tool-call", "server_tool_call", "server_tool_use" ->
                call(node);
            case "tool_call_response",
                    "tool_result",
                    "function_call_output",
                    "tool-result",
                    "server_tool_call_response" -> result(node);
            case "blob" ->
                new Part.Media(mime(node), "data:" + orEmpty(mime(node)) + ";base64," + text(node, "content", "data"));
            case "uri" -> new Part.Media(mime(node), text(node, "uri", "url"));
            case "image_url", "input_image", "image" -> image(node);
            case "file", "input_file" -> file(node);
            default -> untyped(node);
        };
    }

    public static Part call(JsonNode node) {
        var function = node.path("function").isObject() ? node.path("function") : node;
        var arguments = first(function, "arguments", "args", "input", "server_tool_call");
        if (arguments == null) {
            arguments = first(node, "arguments", "args", "input");
        }
        return new Part.ToolCall(
                JsonMessages.textOrNull(first(node, "id", "toolUseId", "call_id", "tool_call_id", "toolCallId")),
                textOr(first(function, "name", "toolName", "tool_name"), "unknown"),
                arguments == null ? "{}" : Json.text(arguments));
    }

    private static Part result(JsonNode node) {
        var result = first(node, "response", "result", "output", "content", "server_tool_call_response");
        return new Part.ToolResult(
                JsonMessages.textOrNull(
                        first(node, "id", "tool_use_id", "toolUseId", "call_id", "tool_call_id", "toolCallId")),
                JsonMessages.textOrNull(first(node, "name", "toolName", "tool_name")),
                result == null ? "" : Json.text(result));
    }

    private static Part image(JsonNode node) {
        var url = node.path("image_url").isObject()
                ? node.path("image_url").get("url")
                : first(node, "image_url", "url", "image");
        var source = node.path("source");
        if (url == null && source.isObject()) {
            var data = source.path("data");
            return new Part.Media(
                    mime(source),
                    data.isTextual()
                            ? "data:" + orEmpty(mime(source)) + ";base64," + data.textValue()
                            : text(source, "url"));
        }
        return url == null ? new Part.Unknown(node.toString()) : new Part.Media(mime(node), Json.text(url));
    }

    private static Part file(JsonNode node) {
        var inner = node.path("file").isObject() ? node.path("file") : node;
        var where = first(inner, "uri", "url", "file_url", "file_data", "file_id", "filename");
        return where == null ? new Part.Unknown(node.toString()) : new Part.Media(mime(inner), Json.text(where));
    }

    private static Part untyped(JsonNode node) {
        if (type(node).isEmpty() && node.path("text").isTextual()) {
            return new Part.Text(node.path("text").textValue());
        }
        var call = first(node, "functionCall", "function_call", "toolUse");
        if (call != null && call.isObject()) {
            return call(call);
        }
        var response = first(node, "functionResponse", "function_response", "toolResult");
        return response != null && response.isObject() ? result(response) : new Part.Unknown(node.toString());
    }

    private static String type(JsonNode node) {
        return node.path("type").asText("");
    }

    private static @Nullable String mime(JsonNode node) {
        return JsonMessages.textOrNull(first(node, "mime_type", "mimeType", "media_type", "mediaType"));
    }

    private static String text(JsonNode node, String... keys) {
        return textOr(first(node, keys), "");
    }

    private static String textOr(@Nullable JsonNode node, String otherwise) {
        return node == null ? otherwise : Json.text(node);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static @Nullable JsonNode first(JsonNode node, String... keys) {
        for (var key : keys) {
            var value = node.get(key);
            if (value != null && !value.isNull()) {
                return value;
            }
        }
        return null;
    }
}
