package dev.runtree.agent.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Sets right what models get wrong in form alone: a null where nothing was meant, a word in another case. */
final class SmallMistakes {
    private SmallMistakes() {}

    /** @return whether anything was changed */
    static boolean mend(ObjectNode arguments, List<Error> errors) {
        var changed = false;
        for (var error : errors) {
            var place = error.getInstanceLocation();
            var value = error.getInstanceNode();
            if (place.getNameCount() == 0 || value == null) {
                continue;
            }
            if (value.isNull()) {
                changed |= at(arguments, place, place.getNameCount() - 1) instanceof ObjectNode object
                        && object.remove(String.valueOf(place.getElement(-1))) != null;
            } else if (value.isTextual() && "enum".equals(error.getKeyword())) {
                var meant = sameWord(value.textValue(), error.getSchemaNode());
                changed |= meant != null && put(arguments, place, meant);
            }
        }
        return changed;
    }

    /** The one choice that differs in case alone. */
    private static @Nullable String sameWord(String word, @Nullable JsonNode choices) {
        if (choices == null) {
            return null;
        }
        var same = StreamSupport.stream(choices.spliterator(), false)
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .filter(word::equalsIgnoreCase)
                .toList();
        return same.size() == 1 ? same.getFirst() : null;
    }

    private static boolean put(ObjectNode arguments, NodePath place, String word) {
        var last = place.getElement(-1);
        switch (at(arguments, place, place.getNameCount() - 1)) {
            case ObjectNode object -> object.set(String.valueOf(last), TextNode.valueOf(word));
            case ArrayNode array when last instanceof Integer index -> array.set(index, TextNode.valueOf(word));
            default -> {
                return false;
            }
        }
        return true;
    }

    private static JsonNode at(JsonNode root, NodePath place, int depth) {
        var node = root;
        for (var index = 0; index < depth; index++) {
            node = place.getElement(index) instanceof Integer number
                    ? node.path(number)
                    : node.path(String.valueOf(place.getElement(index)));
        }
        return node;
    }
}
