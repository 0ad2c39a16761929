package dev.runtree.replay.live;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runtree.compare.JsonMeaning;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** In which values the arguments of a call differ from those that were recorded, each in one line. */
final class ArgumentDifferences {
    private ArgumentDifferences() {}

    static List<String> of(String recorded, String asked) {
        var before = JsonMeaning.tree(recorded);
        var now = JsonMeaning.tree(asked);
        if (before == null || now == null) {
            return List.of(asked.strip() + " instead of " + recorded.strip());
        }
        var was = leaves(before);
        var is = leaves(now);
        var paths = new LinkedHashSet<>(is.keySet());
        paths.addAll(was.keySet());
        var differences = new ArrayList<String>();
        for (var path : paths) {
            var left = was.get(path);
            var right = is.get(path);
            if (left == null) {
                differences.add(path + " " + right + ", which was not there");
            } else if (right == null) {
                differences.add(path + " left out, which was " + left);
            } else if (!left.equals(right)) {
                differences.add(path + " " + right + " instead of " + left);
            }
        }
        return differences;
    }

    /** Every value that holds no others, by its path. */
    private static Map<String, String> leaves(JsonNode tree) {
        var leaves = new LinkedHashMap<String, String>();
        collect("$", tree, leaves);
        return leaves;
    }

    private static void collect(String path, JsonNode node, Map<String, String> to) {
        if (node.isObject() && !node.isEmpty()) {
            node.properties().forEach(entry -> collect(path + "." + entry.getKey(), entry.getValue(), to));
        } else if (node.isArray() && !node.isEmpty()) {
            for (var at = 0; at < node.size(); at++) {
                collect(path + "[" + at + "]", node.get(at), to);
            }
        } else {
            to.put(
                    path,
                    node.isNumber() ? node.decimalValue().stripTrailingZeros().toPlainString() : node.toString());
        }
    }
}
