package dev.runtree.agent.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.request.json.JsonSchemaElement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.StreamSupport;

/** JSON schemas of arguments that somebody else has written. */
public final class RawSchema {
    private RawSchema() {}

    /** A schema in LangChain4j's words, each property as it was written. */
    public static JsonObjectSchema of(JsonNode schema) {
        var object = JsonObjectSchema.builder().addProperties(raw(schema.path("properties")));
        if (schema.path("description").isTextual()) {
            object.description(schema.path("description").asText());
        }
        if (schema.path("required").isArray()) {
            object.required(StreamSupport.stream(schema.path("required").spliterator(), false)
                    .map(JsonNode::asText)
                    .toList());
        }
        if (schema.path("additionalProperties").isBoolean()) {
            object.additionalProperties(schema.path("additionalProperties").asBoolean());
        }
        var definitions = schema.has("$defs") ? schema.path("$defs") : schema.path("definitions");
        if (definitions.isObject()) {
            object.definitions(raw(definitions));
        }
        return object.build();
    }

    private static Map<String, JsonSchemaElement> raw(JsonNode schemas) {
        var elements = new LinkedHashMap<String, JsonSchemaElement>();
        schemas.properties()
                .forEach(entry -> elements.put(
                        entry.getKey(),
                        JsonRawSchema.from(
                                entry.getValue() instanceof ObjectNode object
                                        ? object.toString().replace("\"#/definitions/", "\"#/$defs/")
                                        : "{}")));
        return elements;
    }
}
