package dev.runtree.agent.tool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.langchain4j.model.chat.request.json.JsonSchemaElement;
import dev.runtree.agent.run.Cancellation;
import dev.runtree.agent.run.SessionState;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One argument that a tool takes: from the model, or from the run that calls it.
 *
 * @param type what JSON is read into: of an {@code Optional} its content
 * @param wrapped whether the method takes an {@code Optional}
 * @param schema {@code null} for what the run gives: the context itself or something of it
 */
record ToolParameter(
        String name,
        Type type,
        boolean optional,
        boolean wrapped,
        @Nullable JsonSchemaElement schema) {

    private static final Map<Class<?>, Function<ToolContext, Object>> OF_THE_RUN = Map.of(
            ToolContext.class, context -> context,
            SessionState.class, ToolContext::state,
            Cancellation.class, ToolContext::cancellation);

    static ToolParameter of(Parameter parameter, ToolSchema schema) {
        if (OF_THE_RUN.containsKey(parameter.getType())) {
            return new ToolParameter(parameter.getName(), parameter.getType(), false, false, null);
        }
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
    @Nullable Object read(@Nullable JsonNode value, JsonMapper mapper, ToolContext context) {
        var ofTheRun = OF_THE_RUN.get(type);
        if (ofTheRun != null) {
            return ofTheRun.apply(context);
        }
        if (value == null || value.isNull()) {
            if (!optional) {
                throw new BadArguments("the argument \"" + name + "\" is missing");
            }
            return wrapped ? Optional.empty() : null;
        }
        if (schema != null) {
            ToolSchema.missing(name, value, schema).ifPresent(place -> {
                throw new BadArguments("the argument \"" + place + "\" is missing");
            });
        }
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
