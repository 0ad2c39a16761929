package dev.runtree.agent.trace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.model.chat.request.json.JsonArraySchema;
import dev.langchain4j.model.chat.request.json.JsonBooleanSchema;
import dev.langchain4j.model.chat.request.json.JsonEnumSchema;
import dev.langchain4j.model.chat.request.json.JsonIntegerSchema;
import dev.langchain4j.model.chat.request.json.JsonNumberSchema;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchemaElement;
import dev.langchain4j.model.chat.request.json.JsonStringSchema;

/** Writes the schemas of tools as JSON Schema. */
final class SchemaJson {
    private SchemaJson() {}

    static JsonNode of(JsonSchemaElement schema) {
        var json = JsonNodeFactory.instance.objectNode();
        switch (schema) {
            case JsonObjectSchema object -> object(json, object);
            case JsonArraySchema array -> {
                json.put("type", "array");
                if (array.items() != null) {
                    json.set("items", of(array.items()));
                }
            }
            case JsonEnumSchema choice -> {
                var values = json.put("type", "string").putArray("enum");
                choice.enumValues().forEach(values::add);
            }
            case JsonStringSchema text -> json.put("type", "string");
            case JsonIntegerSchema number -> json.put("type", "integer");
            case JsonNumberSchema number -> json.put("type", "number");
            case JsonBooleanSchema truth -> json.put("type", "boolean");
            default -> json.put("description", schema.toString());
        }
        if (schema.description() != null) {
            json.put("description", schema.description());
        }
        return json;
    }

    private static void object(ObjectNode json, JsonObjectSchema object) {
        var properties = json.put("type", "object").putObject("properties");
        object.properties().forEach((name, property) -> properties.set(name, of(property)));
        if (object.required() != null && !object.required().isEmpty()) {
            var required = json.putArray("required");
            object.required().forEach(required::add);
        }
        if (object.additionalProperties() != null) {
            json.put("additionalProperties", object.additionalProperties());
        }
    }
}
