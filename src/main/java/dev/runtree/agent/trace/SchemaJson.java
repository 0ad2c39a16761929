package dev.runtree.agent.trace;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.langchain4j.internal.JsonSchemaElementUtils;
import dev.langchain4j.model.chat.request.json.JsonSchemaElement;

/** Writes the schemas of tools as JSON Schema: word for word what LangChain4j sends to models. */
final class SchemaJson {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private SchemaJson() {}

    static String of(JsonSchemaElement schema) {
        try {
            return MAPPER.writeValueAsString(JsonSchemaElementUtils.toMap(schema));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("A schema is no JSON: " + e.getOriginalMessage(), e);
        }
    }
}
