package dev.runtree.agent.tool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.langchain4j.model.chat.request.json.JsonSchemaElement;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One argument that a tool takes.
 *
 * @param type what JSON is read into: of an {@code Optional} its content
 * @param wrapped whether the method takes an {@code Optional}
 */
record ToolParameter(String name, Type type, boolean optional, boolean wrapped, JsonSchemaElement schema) {

    static ToolParameter of(Parameter parameter, ToolSchema schema) {
        var content = ToolSchema.contentOfOptional(parameter.getParameterizedType());
        var type = content == null ? parameter.getParameterizedType() : content;
        var named = parameter.getAnnotation(Param.class);
        return new ToolParameter(
                named == null || named.name().isEmpty() ? ToolSchema.snake(parameter.getName()) : named.name(),
                type,
                ToolSchema.optional(parameter.getAnnotatedType()),
                content != null,
                schema.of(type, ToolSchema.description(parameter)));
    }

    /** @throws BadArguments when it is missing or does not fit */
    @Nullable Object read(@Nullable JsonNode value, JsonMapper mapper) {
        if (value == null || value.isNull()) {
            if (!optional) {
                throw new BadArguments("the argument \"" + name + "\" is missing");
            }
            return wrapped ? Optional.empty() : null;
        }
        ToolSchema.missing(name, value, schema).ifPresent(place -> {
            throw new BadArguments("the argument \"" + place + "\" is missing");
        });
        try {
            var java = mapper.readerFor(mapper.constructType(type)).readValue(value);
            return wrapped ? Optional.of(java) : java;
        } catch (JsonProcessingException e) {
            throw new BadArguments("the argument \"" + place(e) + "\" does not fit: " + reason(e), e);
        } catch (java.io.IOException e) {
            throw new BadArguments("the argument \"" + name + "\" cannot be read", e);
        }
    }

    private String place(JsonProcessingException problem) {
        var path = problem instanceof JsonMappingException mapping
                ? mapping.getPath().stream()
                        .map(step ->
                                step.getFieldName() == null ? "[" + step.getIndex() + "]" : "." + step.getFieldName())
                        .collect(Collectors.joining())
                : "";
        return name + path;
    }

    private static String reason(JsonProcessingException problem) {
        if (problem instanceof InvalidFormatException format
                && format.getTargetType().isEnum()) {
            return "\"" + format.getValue() + "\" is none of "
                    + Arrays.toString(format.getTargetType().getEnumConstants());
        }
        return problem.getOriginalMessage().lines().findFirst().orElse("it is of another type");
    }
}
