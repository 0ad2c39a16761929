package dev.runtree.otlp.text;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Reads what should be JSON: also JSON in a JSON string, what Python prints instead of JSON, and JSON that an SDK's attribute
 * limit cut off, of which what stands before the cut is kept.
 */
public final class LenientJson {
    private static final int MOST_QUOTES = 3;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private LenientJson() {}

    /** The object or array in the text, whole or as far as it goes; {@code null} when it starts like neither. */
    public static @Nullable JsonNode structure(String text) {
        var inner = unquoted(text);
        if (!Json.looksStructured(inner)) {
            return null;
        }
        var whole = whole(inner);
        return whole != null ? whole : beginning(inner);
    }

    /** The object or array that the text is, as JSON or as Python prints it; {@code null} when it is cut off or neither. */
    public static @Nullable JsonNode whole(String text) {
        if (!Json.looksStructured(text)) {
            return null;
        }
        var json = Json.parse(text);
        return json != null ? json : PythonLiteral.parse(text);
    }

    /** The text inside when the whole of it is a JSON string in its quotes, also one in another; else the text itself. */
    public static String unquoted(String text) {
        var said = text;
        for (var quotes = 0; quotes < MOST_QUOTES && isQuoted(said); quotes++) {
            var inner = Json.parse(said);
            if (inner == null || !inner.isTextual()) {
                return said;
            }
            said = inner.textValue();
        }
        return said;
    }

    private static boolean isQuoted(String text) {
        return text.length() > 1 && text.charAt(0) == '"' && text.charAt(text.length() - 1) == '"';
    }

    private static @Nullable JsonNode beginning(String text) {
        var open = new ArrayDeque<ContainerNode<?>>();
        ContainerNode<?> outermost = null;
        try (var json = Json.FACTORY.createParser(text)) {
            String name = "";
            for (JsonToken token; (token = json.nextToken()) != null; ) {
                switch (token) {
                    case FIELD_NAME -> name = json.currentName();
                    case START_OBJECT, START_ARRAY -> {
                        ContainerNode<?> node =
                                token == JsonToken.START_OBJECT ? NODES.objectNode() : NODES.arrayNode();
                        put(open.peek(), name, node);
                        open.push(node);
                        outermost = outermost == null ? node : outermost;
                    }
                    case END_OBJECT, END_ARRAY -> {
                        open.pop();
                        if (open.isEmpty()) {
                            return outermost;
                        }
                    }
                    default -> put(open.peek(), name, scalar(json));
                }
            }
        } catch (IOException e) {
            // The cut: what was read until here is the answer.
            return filled(outermost);
        }
        return filled(outermost);
    }

    private static @Nullable JsonNode filled(@Nullable ContainerNode<?> node) {
        return node == null || node.isEmpty() ? null : node;
    }

    private static void put(@Nullable ContainerNode<?> into, String name, JsonNode value) {
        if (into instanceof ObjectNode object) {
            object.set(name, value);
        } else if (into instanceof ArrayNode array) {
            array.add(value);
        }
    }

    private static JsonNode scalar(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case VALUE_STRING -> NODES.textNode(json.getText());
            case VALUE_NUMBER_INT -> NODES.numberNode(json.getBigIntegerValue());
            case VALUE_NUMBER_FLOAT -> NODES.numberNode(json.getDecimalValue());
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            default -> NODES.nullNode();
        };
    }
}
