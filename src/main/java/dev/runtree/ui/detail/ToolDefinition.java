package dev.runtree.ui.detail;

import dev.runtree.ui.text.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A tool as a model was told of it, whichever provider's form that had.
 *
 * @param parameters in the order of the schema; those of an object inside come after it, with their path
 * @param json the definition as it was sent
 */
record ToolDefinition(String name, @Nullable String description, List<Parameter> parameters, String json) {
    private static final int DEEPEST = 6;
    private static final int MOST = 200;

    /** @param type such as {@code string}, {@code array of number} or {@code "one" | "two"} */
    record Parameter(
            String name,
            String type,
            boolean required,
            @Nullable String description) {}

    /** Never fails: of what has another form only the name is known, or nothing but the JSON. */
    static ToolDefinition of(String json) {
        var outer = members(json);
        var inner = outer;
        for (var wrapper : new String[] {"function", "toolSpec", "tool"}) {
            inner = find(inner, wrapper)
                    .map(value -> members(value))
                    .filter(found -> !found.isEmpty())
                    .orElse(inner);
        }
        var name = text(inner, "name").or(() -> text(outer, "name")).or(() -> text(outer, "type"));
        var parameters = new ArrayList<Parameter>();
        for (var key :
                new String[] {"parameters", "input_schema", "inputSchema", "json_schema", "args_schema", "schema"}) {
            var schema = find(inner, key);
            if (schema.isPresent() && parameters.isEmpty()) {
                var found = members(schema.get());
                var wrapped = find(found, "json").or(() -> find(found, "jsonSchema"));
                collect("", wrapped.map(ToolDefinition::members).orElse(found), 0, parameters);
            }
        }
        return new ToolDefinition(
                name.orElse(""), text(inner, "description").orElse(null), List.copyOf(parameters), json);
    }

    private static void collect(String path, List<JsonText.Member> schema, int depth, List<Parameter> to) {
        var required = find(schema, "required").flatMap(JsonText::elements).orElse(List.of()).stream()
                .map(JsonText::unquoted)
                .collect(Collectors.toSet());
        for (var property :
                find(schema, "properties").map(ToolDefinition::members).orElse(List.of())) {
            if (to.size() >= MOST) {
                return;
            }
            var inner = members(property.value());
            to.add(new Parameter(
                    path + property.key(),
                    type(inner),
                    required.contains(property.key()),
                    text(inner, "description").orElse(null)));
            if (depth < DEEPEST) {
                collect(path + property.key() + ".", inner, depth + 1, to);
                find(inner, "items")
                        .ifPresent(items -> collect(path + property.key() + "[].", members(items), depth + 1, to));
            }
        }
    }

    private static String type(List<JsonText.Member> schema) {
        var values = find(schema, "enum").flatMap(JsonText::elements);
        if (values.isPresent()) {
            return String.join(" | ", values.get());
        }
        for (var key : new String[] {"anyOf", "oneOf"}) {
            var choices = find(schema, key).flatMap(JsonText::elements);
            if (choices.isPresent()) {
                return choices.get().stream()
                        .map(choice -> type(members(choice)))
                        .collect(Collectors.joining(" | "));
            }
        }
        var reference = text(schema, "$ref");
        if (reference.isPresent()) {
            return reference.get().substring(reference.get().lastIndexOf('/') + 1);
        }
        var type = find(schema, "type");
        var several = type.flatMap(JsonText::elements);
        if (several.isPresent()) {
            return several.get().stream().map(JsonText::unquoted).collect(Collectors.joining(" | "));
        }
        var one = type.map(JsonText::unquoted).orElse("any").toLowerCase(java.util.Locale.ROOT);
        return one.equals("array")
                ? "array of "
                        + find(schema, "items")
                                .map(items -> type(members(items)))
                                .orElse("any")
                : one;
    }

    private static List<JsonText.Member> members(String json) {
        return JsonText.members(JsonText.unquoted(json)).orElse(List.of());
    }

    private static Optional<String> find(List<JsonText.Member> members, String key) {
        return members.stream()
                .filter(member -> member.key().equals(key))
                .map(JsonText.Member::value)
                .findFirst();
    }

    private static Optional<String> text(List<JsonText.Member> members, String key) {
        return find(members, key).filter(value -> value.startsWith("\"")).map(JsonText::unquoted);
    }
}
