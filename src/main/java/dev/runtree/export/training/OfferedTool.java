package dev.runtree.export.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tool that a model could use.
 *
 * @param parameters a JSON schema of an object
 */
record OfferedTool(String name, @Nullable String description, JsonNode parameters) {
    private static final List<String> WRAPPERS = List.of("function", "toolSpec", "tool");
    private static final List<String> SCHEMAS =
            List.of("parameters", "input_schema", "inputSchema", "json_schema", "args_schema", "schema");

    /** The tools as their providers define them; those that a provider has itself, such as a search, have no schema and are left out. */
    static List<OfferedTool> of(List<String> definitions) {
        var tools = new ArrayList<OfferedTool>();
        for (var definition : definitions) {
            var tree = ExactJson.tree(definition);
            if (tree != null) {
                add(tree, tools);
            }
        }
        return tools;
    }

    private static void add(JsonNode tree, List<OfferedTool> to) {
        for (var many : List.of("functionDeclarations", "function_declarations", "tools")) {
            if (tree.path(many).isArray()) {
                tree.path(many).forEach(each -> add(each, to));
                return;
            }
        }
        if (tree.isArray()) {
            tree.forEach(each -> add(each, to));
            return;
        }
        var inner = tree;
        for (var wrapper : WRAPPERS) {
            inner = inner.path(wrapper).isObject() ? inner.path(wrapper) : inner;
        }
        var name = inner.path("name").asText(tree.path("name").asText(""));
        var schema = schema(inner);
        if (name.isEmpty()
                || (schema == null && !tree.path("type").asText("function").equals("function"))) {
            return;
        }
        var description = inner.path("description");
        to.add(new OfferedTool(
                name, description.isTextual() ? description.textValue() : null, schema == null ? nothing() : schema));
    }

    private static @Nullable JsonNode schema(JsonNode tool) {
        for (var name : SCHEMAS) {
            var schema = tool.path(name);
            if (schema.isTextual()) {
                var read = ExactJson.tree(schema.textValue());
                schema = read == null ? schema : read;
            }
            for (var wrapper : List.of("json", "jsonSchema")) {
                schema = schema.path(wrapper).isObject() ? schema.path(wrapper) : schema;
            }
            if (schema.isObject()) {
                return schema;
            }
        }
        return null;
    }

    private static JsonNode nothing() {
        var schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        schema.putObject("properties");
        return schema;
    }
}
