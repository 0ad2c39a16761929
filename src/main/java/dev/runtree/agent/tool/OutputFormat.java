package dev.runtree.agent.tool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import java.util.regex.Pattern;

/**
 * The JSON that an agent has to answer with. A model whose server takes schemas is told it there, any other in its
 * instructions; either way the answer is checked.
 */
public final class OutputFormat {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    /** Many models put JSON into a code block, whatever they are told. */
    private static final Pattern FENCED = Pattern.compile("^```\\w*\\s*\\n(.*?)\\n?```$", Pattern.DOTALL);

    private final String name;
    private final ArgumentSchema schema;

    private OutputFormat(String name, JsonNode schema) {
        this.name = name;
        this.schema = ArgumentSchema.of(name, schema);
    }

    /**
     * An answer that can be read as a record: of strings, numbers, booleans, enums, lists, maps and records of these; {@link
     * Param} says what a component means.
     *
     * @throws BadTool when the record has something else
     */
    public static OutputFormat of(Class<? extends Record> type) {
        var element = new ToolSchema(type.getSimpleName()).of(type, null);
        return new OutputFormat(ToolSchema.snake(type.getSimpleName()), ArgumentSchema.json(element));
    }

    /**
     * An answer of this schema.
     *
     * @param name letters, digits, {@code _} and {@code -}
     * @throws IllegalArgumentException when it is not the schema of an object
     */
    public static OutputFormat of(String name, JsonNode schema) {
        if (!(schema instanceof ObjectNode) || !schema.path("type").asText().equals("object")) {
            throw new IllegalArgumentException("the schema of an answer must be of \"type\": \"object\"");
        }
        return new OutputFormat(name, schema);
    }

    /** For a server that takes schemas. */
    public ResponseFormat responseFormat() {
        return ResponseFormat.builder()
                .type(ResponseFormatType.JSON)
                .jsonSchema(JsonSchema.builder()
                        .name(name)
                        .rootElement(JsonRawSchema.from(schema.json().toString()))
                        .build())
                .build();
    }

    /** For a model whose server takes none. */
    public String instructions() {
        return "Answer with one JSON object and nothing else, no words before or behind it. Its JSON schema is:\n"
                + schema.json();
    }

    /**
     * The object in an answer.
     *
     * @throws BadArguments telling everything that is wrong with it
     */
    public String read(String answer) {
        var text = answer.strip();
        var fenced = FENCED.matcher(text);
        var json = fenced.matches() ? fenced.group(1).strip() : text;
        if (json.isEmpty()) {
            throw new BadArguments("it is empty");
        }
        return schema.read(json).toString();
    }

    /**
     * An answer as a record.
     *
     * @throws IllegalArgumentException when it does not fit
     */
    public static <T> T read(String json, Class<T> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "the answer is no " + type.getSimpleName() + ": "
                            + e.getOriginalMessage().lines().findFirst().orElse(""),
                    e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
