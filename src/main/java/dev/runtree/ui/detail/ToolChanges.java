package dev.runtree.ui.detail;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which tools a model was told of in one call and not in another, or told of in other words; by their names. */
record ToolChanges(List<String> added, List<String> removed, List<String> changed) {

    static ToolChanges of(List<String> before, List<String> now) {
        var earlier = byName(before);
        var later = byName(now);
        var added = new ArrayList<String>();
        var changed = new ArrayList<String>();
        later.forEach((name, definition) -> {
            var was = earlier.remove(name);
            if (was == null) {
                added.add(name);
            } else if (!was.equals(definition)) {
                changed.add(name);
            }
        });
        return new ToolChanges(List.copyOf(added), List.copyOf(earlier.keySet()), List.copyOf(changed));
    }

    private static Map<String, String> byName(List<String> definitions) {
        var tools = new LinkedHashMap<String, String>();
        for (var json : definitions) {
            var definition = ToolDefinition.of(json);
            tools.put(definition.name(), json.replaceAll("\\s+", ""));
        }
        return tools;
    }

    boolean isNone() {
        return added.isEmpty() && removed.isEmpty() && changed.isEmpty();
    }
}
