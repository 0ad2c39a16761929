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
            case "function" -> isCall(node);
            default -> false;
        };
    }

    /** A call, and not the definition of a tool, which has the same type. */
    private static boolean isCall(JsonNode node) {
        return node.path("function").path("name").isTextual()
                && node.path("function").has("arguments");
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
            case "text", "input_text", "output_text", "refusal", "TextBlock", "TextContent" ->
                new Part.Text(text(node, "text", "content", "refusal"));
            case "reasoning", "thinking", "ThinkingBlock" ->
                new Part.Reasoning(text(node, "content", "thinking", "text", "reasoning", "summary"));
            case "tool_call",
                    "tool_use",
                    "function_call",
                    "tool-call",
                    "server_tool_call",
                    "server_tool_use",
                    "ToolCall" -> call(node);
            case "tool_call_response",
                    "tool_result",
                    "function_call_output",
                    "tool-result",
                    "ToolCallResult",
                    "server_tool_call_response" -> result(node);
            case "blob",
                    "uri",
                    "file",
                    "image_url",
                    "input_image",
                    "image",
                    "input_audio",
                    "audio",
                    "input_file",
                    "document",
                    "media",
                    "video" -> MediaParts.typed(node, type(node));
            case "function" -> isCall(node) ? call(node) : untyped(node);
            default -> untyped(node);
        };
    }

    public static Part call(JsonNode node) {
        var function = node.path("function").isObject() ? node.path("function") : node;
        var arguments = first(function, "arguments", "args", "input", "tool_kwargs", "server_tool_call");
        if (arguments == null) {
            arguments = first(node, "arguments", "args", "input");
        }
        return new Part.ToolCall(
                JsonMessages.textOrNull(first(node, "id", "toolUseId", "call_id", "tool_call_id", "toolCallId", "ref")),
                textOr(first(function, "name", "toolName", "tool_name"), "unknown"),
                arguments == null ? "{}" : Json.text(arguments));
    }

    private static Part result(JsonNode node) {
        var result = first(node, "response", "result", "output", "content", "server_tool_call_response");
        // Haystack keeps the call inside its result.
        var call = node.path("origin").isObject() ? node.path("origin") : node;
        return new Part.ToolResult(
                JsonMessages.textOrNull(
                        first(call, "id", "tool_use_id", "toolUseId", "call_id", "tool_call_id", "toolCallId", "ref")),
                JsonMessages.textOrNull(first(call, "name", "toolName", "tool_name")),
                result == null ? "" : Json.text(plain(result)));
    }

    /** What a tool answered without the type that the AI SDK puts beside it, and without a block around its words. */
    private static JsonNode plain(JsonNode result) {
        var isTyped = result.size() == 2 && result.path("type").isTextual() && result.has("value");
        if (isTyped) {
            return result.path("value");
        }
        return result.isArray() && result.size() == 1 && isWords(result.get(0))
                ? result.get(0).path("text")
                : result;
    }

    /** A block of words as Bedrock, Anthropic and MCP have it: {@code {"text": ...}}, with or without its type. */
    private static boolean isWords(JsonNode block) {
        boolean bare = block.size() == 1 || (block.size() == 2 && "text".equals(type(block)));
        return bare && block.path("text").isTextual();
    }

    private static Part untyped(JsonNode node) {
        if (node.path("text").isTextual()) {
            var text = node.path("text").textValue();
            return node.path("thought").asBoolean() ? new Part.Reasoning(text) : new Part.Text(text);
        }
        var call = first(node, "functionCall", "function_call", "toolUse", "toolRequest", "tool_call");
        if (call != null && call.isObject()) {
            return call(call);
        }
        var response =
                first(node, "functionResponse", "function_response", "toolResult", "toolResponse", "tool_call_result");
        if (response != null && response.isObject()) {
            return result(response);
        }
        var thought = first(node.path("reasoningContent").path("reasoningText"), "text");
        thought = thought == null ? first(node.path("reasoning"), "reasoning_text") : thought;
        thought = thought == null ? first(node, "reasoning", "thinking") : thought;
        if (thought != null && thought.isTextual()) {
            return new Part.Reasoning(thought.textValue());
        }
        var media = MediaParts.named(node);
        return media == null ? new Part.Unknown(node.toString()) : media;
    }

    private static String type(JsonNode node) {
        return node.path(node.has("block_type") ? "block_type" : "type").asText("");
    }

    private static String text(JsonNode node, String... keys) {
        return textOr(first(node, keys), "");
    }

    private static String textOr(@Nullable JsonNode node, String otherwise) {
        return node == null ? otherwise : Json.text(node);
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
