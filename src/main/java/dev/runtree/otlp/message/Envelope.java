package dev.runtree.otlp.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.runtree.model.Part;
import dev.runtree.otlp.text.Json;
import dev.runtree.otlp.text.LenientJson;
import dev.runtree.otlp.text.PythonLiteral;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes arguments and results out of what SDKs put around them: the positional and named arguments of a decorated function,
 * the callback's parameters around LangChain's inputs, the message around a tool's answer, JSON in a string, Python's print of
 * a dictionary.
 */
public final class Envelope {
    private static final int MAX_LAYERS = 5;
    private static final Set<String> CALL_TYPES =
            Set.of("tool_call", "tool_use", "tool-call", "function", "function_call");

    private Envelope() {}

    /** What a function was called with, as JSON where it is an object or an array; the text itself when nothing is around it. */
    public static String arguments(String text) {
        if (isBareJson(text)) {
            return text;
        }
        var said = LenientJson.unquoted(text);
        var structure = LenientJson.whole(said);
        if (structure == null) {
            return said;
        }
        var isBare = insideInput(structure) == null;
        return isBare && Json.parse(said) != null ? said : Json.text(input(structure));
    }

    /** What a function gave back; nothing when there is but an envelope around {@code null}. */
    public static @Nullable String result(String text) {
        var said = LenientJson.unquoted(text);
        var structure = said.startsWith("content=") ? PythonLiteral.fields(said) : null;
        structure = structure != null ? structure : LenientJson.structure(said);
        if (structure == null) {
            return said;
        }
        if (structure.isArray() && structure.size() == 1 && isBlock(structure.get(0))) {
            return structure.get(0).path("text").textValue();
        }
        if (structure.size() == 1 && structure.path("output").isNull()) {
            return null;
        }
        var inside = insideOutput(structure);
        var inner = inside == null ? structure : inside;
        var raw = raw(inner);
        if (raw != null) {
            return Json.text(raw);
        }
        var result = inner.isObject() || inner.isArray() ? ofMessage(inner) : Json.text(inner);
        if (result != null) {
            return result;
        }
        return inside == null ? said : Json.text(inside);
    }

    /** A text as a part of a message's content, as MCP's tools and Strands answer. */
    private static boolean isBlock(JsonNode node) {
        return node.path("text").isTextual()
                && (node.size() == 1 || node.path("type").asText().equals("text"));
    }

    /** What went into a step, without the call around it. */
    public static JsonNode input(JsonNode node) {
        var inner = node;
        for (var layer = 0; layer < MAX_LAYERS; layer++) {
            var inside = insideInput(inner);
            if (inside == null) {
                return inner;
            }
            inner = inside;
        }
        return inner;
    }

    /** What came out of a step, without the callback's parameters around it. */
    public static JsonNode output(JsonNode node) {
        var inside = insideOutput(node);
        return inside == null ? node : inside;
    }

    private static @Nullable JsonNode insideOutput(JsonNode node) {
        var inside = node.has("outputs") ? node.get("outputs") : node.get("output");
        if (inside == null) {
            return null;
        }
        var isCallback = node.size() == 2 && node.has("kwargs");
        return isCallback || (node.size() == 1 && inside.isContainerNode()) ? inside : null;
    }

    /** What one layer is around; {@code null} when it is none. */
    private static @Nullable JsonNode insideInput(JsonNode node) {
        if (!node.isObject()) {
            return null;
        }
        if (node.path("args").isArray() && node.path("kwargs").isObject()) {
            return called(node.path("args"), node.path("kwargs"));
        }
        if (node.size() == 1 && node.path("kwargs").isObject()) {
            return node.path("kwargs");
        }
        if (node.size() == 1 && node.path("args").isArray()) {
            return called(node.path("args"), JsonNodeFactory.instance.objectNode());
        }
        var isCallback = node.has("tags") || node.has("metadata") || node.has("kwargs") || node.has("input_str");
        if (isCallback && node.path("inputs").isContainerNode()) {
            return node.path("inputs");
        }
        if (node.path("input_str").isTextual()) {
            var inside = LenientJson.whole(node.path("input_str").textValue());
            return inside == null ? node.path("input_str") : inside;
        }
        var isCall = CALL_TYPES.contains(node.path("type").asText()) && node.has("name");
        var arguments = node.has("args") ? node.path("args") : node.path("arguments");
        return isCall && arguments.isObject() ? arguments : null;
    }

    /** Named arguments alone, or a single positional object; both together stay as they are. */
    private static @Nullable JsonNode called(JsonNode positional, JsonNode named) {
        if (positional.isEmpty()) {
            return named;
        }
        var isSingle = positional.size() == 1 || isForTools(positional);
        return named.isEmpty() && isSingle && positional.get(0).isObject() ? positional.get(0) : null;
    }

    /** The AI SDK gives a tool its arguments and the conversation that it was called in. */
    private static boolean isForTools(JsonNode positional) {
        return positional.size() == 2 && positional.get(1).has("toolCallId");
    }

    /** What a tool returned, which LlamaIndex keeps beside the words that it made of it. */
    private static @Nullable JsonNode raw(JsonNode result) {
        var output = result.path("tool_output").isObject() ? result.path("tool_output") : result;
        return output.has("tool_name") && output.has("raw_input") ? output.get("raw_output") : null;
    }

    private static @Nullable String ofMessage(JsonNode node) {
        var isPrinted = node.path("content").isTextual() && node.has("tool_call_id");
        var messages = JsonMessages.read(node, "tool");
        if (messages.size() != 1 || !(messages.getFirst().role().equals("tool") || isPrinted)) {
            return null;
        }
        var parts = messages.getFirst().parts();
        return parts.size() == 1 && parts.getFirst() instanceof Part.ToolResult result ? result.result() : null;
    }

    /** Whether the text is an object with nothing that hints at an envelope, so that it need not be parsed. */
    private static boolean isBareJson(String text) {
        return text.startsWith("{\"")
                && !text.contains("args\"")
                && !text.contains("\"input_str\"")
                && !text.contains("\"inputs\"")
                && !text.contains("\"type\"");
    }
}
