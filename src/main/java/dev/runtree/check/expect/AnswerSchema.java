package dev.runtree.check.expect;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.regex.RegularExpression;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The answer is JSON that fits a schema. Nothing that the schema names is fetched.
 *
 * @param name the schema's file, or that it stands in the case
 * @param line where it stands
 */
record AnswerSchema(Schema schema, String name, int line) implements Expectation {
    private static final int MOST_TOLD = 5;

    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            registry -> registry.schemaCacheEnabled(false)
                    .schemaRegistryConfig(SchemaRegistryConfig.builder()
                            .regularExpressionFactory(AnswerSchema::pattern)
                            .build()));

    private static RegularExpression pattern(String expression) {
        return BoundedPattern.of(expression)::isFoundIn;
    }

    /** @throws RuntimeException of whatever kind when it is no schema that can be used */
    static AnswerSchema of(JsonNode json, String name, int line) {
        var language = json.path("$schema").asText(SpecificationVersion.DRAFT_2020_12.getDialectId());
        var errors = SCHEMAS.getSchema(SchemaLocation.of(language)).validate(json);
        if (!errors.isEmpty()) {
            throw new IllegalArgumentException(told(errors));
        }
        var schema = SCHEMAS.getSchema(json);
        schema.initializeValidators();
        return new AnswerSchema(schema, name, line);
    }

    @Override
    public Held hold(Observed run) {
        var answer = JsonFit.read(JsonFit.bare(run.answer()));
        if (answer == null) {
            return held(false, "an answer that is no JSON: " + run.answer());
        }
        var errors = schema.validate(answer);
        return errors.isEmpty() ? held(true, run.answer()) : held(false, told(errors) + " in " + run.answer());
    }

    private static String told(List<Error> errors) {
        var more = errors.size() - MOST_TOLD;
        return errors.stream().limit(MOST_TOLD).map(AnswerSchema::told).collect(Collectors.joining("; "))
                + (more > 0 ? "; and " + more + " more" : "");
    }

    private static String told(Error error) {
        var place = error.getInstanceLocation().toString();
        return (place.isEmpty() ? "" : place + ": ") + error.getMessage();
    }

    private Held held(boolean isMet, String got) {
        return new Held("answer.schema", line, name, got, isMet);
    }
}
