package dev.runtree.otlp.raw;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Lists that were flattened into keys, {@code llm.input_messages.0.message.role}. Only what is there is kept, in the order
 * of its indices, so that a huge index costs nothing.
 */
public final class Indexed {
    /** Deeper keys than any vocabulary has stay in one piece. */
    private static final int MAX_SEGMENTS = 16;

    private Indexed() {}

    /** The elements under a prefix; each an object whose own lists have their indices for keys, see {@link #elements}. */
    public static List<ObjectNode> under(Attributes attributes, String prefix) {
        var start = prefix + ".";
        var elements = new TreeMap<Integer, ObjectNode>();
        for (var entry : attributes.entries()) {
            var key = entry.getKey();
            var end = key.startsWith(start) ? key.indexOf('.', start.length()) : -1;
            var index = end < 0 ? -1 : index(key.substring(start.length(), end));
            if (index >= 0) {
                var element = elements.computeIfAbsent(index, i -> JsonNodeFactory.instance.objectNode());
                put(element, key.substring(end + 1).split("\\.", MAX_SEGMENTS), entry.getValue());
            }
        }
        return new ArrayList<>(elements.values());
    }

    /** The elements of a list inside an element. */
    public static List<JsonNode> elements(JsonNode list) {
        if (list.isArray()) {
            var elements = new ArrayList<JsonNode>();
            list.forEach(elements::add);
            return elements;
        }
        var elements = new TreeMap<Integer, JsonNode>();
        list.properties().forEach(entry -> {
            var index = index(entry.getKey());
            if (index >= 0) {
                elements.put(index, entry.getValue());
            }
        });
        return new ArrayList<>(elements.values());
    }

    private static void put(ObjectNode element, String[] path, JsonNode value) {
        var node = element;
        for (var i = 0; i < path.length - 1; i++) {
            node = node.get(path[i]) instanceof ObjectNode inner ? inner : node.putObject(path[i]);
        }
        node.set(path[path.length - 1], value);
    }

    private static int index(String text) {
        if (text.isEmpty() || text.length() > 9) {
            return -1;
        }
        for (var i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return -1;
            }
        }
        return Integer.parseInt(text);
    }
}
