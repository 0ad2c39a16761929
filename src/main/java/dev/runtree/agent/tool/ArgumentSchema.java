package dev.runtree.agent.tool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.internal.JsonSchemaElementUtils;
import dev.langchain4j.model.chat.request.json.JsonArraySchema;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchemaElement;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The JSON schema of a tool's arguments, against which each call is checked before the tool is. Safe for use by several
 * threads; made once for a tool.
 *
 * <p>What a model gets wrong in form alone is set right: a {@code null} for what may be left out counts as left out, and a
 * word of a fixed choice is taken in any case. Nothing that a schema names is ever fetched.
 */
public final class ArgumentSchema {
    private static final Logger LOG = LoggerFactory.getLogger(ArgumentSchema.class);

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            registry -> registry.schemaCacheEnabled(false)
                    .schemaRegistryConfig(SchemaRegistryConfig.builder()
                            .regularExpressionFactory(BoundedPattern::compile)
                            .build()));

    private final JsonNode json;
    private final @Nullable Schema schema;

    private ArgumentSchema(JsonNode json, @Nullable Schema schema) {
        this.json = json;
        this.schema = schema;
    }

    /**
     * A schema as somebody else wrote it. One that cannot be used, for it names what is not in it or is none, lets every
     * object pass.
     *
     * @param tool whose it is, for the log
     */
    public static ArgumentSchema of(String tool, JsonNode json) {
        try {
            var schema = SCHEMAS.getSchema(known(json));
            schema.initializeValidators();
            return new ArgumentSchema(json, schema);
        } catch (RuntimeException e) {
            LOG.warn("The arguments of the tool {} are not checked, for its schema cannot be used", tool, e);
            return new ArgumentSchema(json, null);
        }
    }

    /** What the specification says that the model may pass; without parameters, nothing. */
    public static ArgumentSchema of(ToolSpecification tool) {
        var parameters = tool.parameters();
        if (parameters == null) {
            var none = JsonNodeFactory.instance.objectNode().put("type", "object");
            none.putObject("properties");
            return of(tool.name(), none.put("additionalProperties", false));
        }
        return of(tool.name(), json(parameters));
    }

    /** With what LangChain4j leaves out on its way to a server: whether there may be properties that are not named. */
    static JsonNode json(JsonSchemaElement element) {
        JsonNode json = MAPPER.valueToTree(JsonSchemaElementUtils.toMap(element));
        close(json, element);
        return json;
    }

    private static void close(JsonNode json, JsonSchemaElement element) {
        if (element instanceof JsonObjectSchema object && json instanceof ObjectNode node) {
            if (object.additionalProperties() != null) {
                node.put("additionalProperties", object.additionalProperties());
            }
            object.properties()
                    .forEach((name, property) -> close(node.path("properties").path(name), property));
        } else if (element instanceof JsonArraySchema array && array.items() != null) {
            close(json.path("items"), array.items());
        }
    }

    /** Without the name of a language that nobody here knows. */
    private static JsonNode known(JsonNode json) {
        var named = json.path("$schema").asText("");
        if (json instanceof ObjectNode object
                && !named.isEmpty()
                && SpecificationVersion.fromDialectId(named.replaceAll("#$", ""))
                        .isEmpty()
                && SpecificationVersion.fromDialectId(named).isEmpty()) {
            return object.deepCopy().without("$schema");
        }
        return json;
    }

    /** As it was sent. */
    public JsonNode json() {
        return json;
    }

    /**
     * Reads what a model wrote; nothing at all counts as an object without arguments.
     *
     * @return what fits the schema
     * @throws BadArguments telling everything that is wrong, in words with which the model can mend it
     */
    public ObjectNode read(@Nullable String arguments) {
        var given = object(arguments == null ? "" : arguments);
        if (schema == null) {
            return given;
        }
        var errors = schema.validate(given);
        if (!errors.isEmpty() && SmallMistakes.mend(given, errors)) {
            errors = schema.validate(given);
        }
        if (!errors.isEmpty()) {
            throw new BadArguments(told(errors));
        }
        return given;
    }

    /** What is wrong with what a model wrote, as the result that it is given; {@code null} when nothing is. */
    public ToolResult.@Nullable Failed refusal(@Nullable String arguments) {
        try {
            read(arguments);
            return null;
        } catch (BadArguments e) {
            return refused(e);
        }
    }

    /** The result that a model is given of a call that was not made. */
    public static ToolResult.Failed refused(BadArguments problem) {
        return new ToolResult.Failed("invalid_arguments", "invalid arguments: " + problem.getMessage(), problem);
    }

    private String told(List<Error> errors) {
        var known = json.path("properties").properties().stream()
                .map(Map.Entry::getKey)
                .toList();
        return ArgumentMistakes.tell(errors, known);
    }

    private static ObjectNode object(String arguments) {
        JsonNode tree;
        try {
            tree = arguments.isBlank() ? MAPPER.createObjectNode() : MAPPER.readTree(arguments);
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            throw new BadArguments(
                    "they are not JSON: "
                            + e.getOriginalMessage().lines().findFirst().orElse("")
                            + (at == null ? "" : " at character " + at.getCharOffset()),
                    e);
        }
        if (tree instanceof ObjectNode object) {
            return object;
        }
        throw new BadArguments("a JSON object was expected");
    }
}
