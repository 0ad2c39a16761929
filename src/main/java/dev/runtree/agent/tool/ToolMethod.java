package dev.runtree.agent.tool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A method that models may call. */
public final class ToolMethod implements AgentTool {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private final Object owner;
    private final Method method;
    private final List<ToolParameter> parameters;
    private final ToolSpecification specification;
    private final ArgumentSchema schema;
    private final boolean readOnly;

    private ToolMethod(Object owner, Method method, Tool tool) {
        var where = method.getDeclaringClass().getSimpleName() + "." + method.getName();
        var types = new ToolSchema(where);
        this.owner = owner;
        this.method = method;
        this.parameters = Arrays.stream(method.getParameters())
                .map(parameter -> ToolParameter.of(parameter, types))
                .toList();
        this.specification = ToolSpecification.builder()
                .name(tool.name().isEmpty() ? ToolSchema.snake(method.getName()) : tool.name())
                .description(tool.value())
                .parameters(object())
                .build();
        this.schema = ArgumentSchema.of(specification);
        this.readOnly = tool.readOnly();
        if (!method.trySetAccessible()) {
            throw new BadTool(where + ": the method cannot be called from here; make it and its class public");
        }
    }

    /** The parameters that the model passes. */
    private Stream<ToolParameter> told() {
        return parameters.stream().filter(parameter -> parameter.schema() != null);
    }

    private JsonObjectSchema object() {
        var object = JsonObjectSchema.builder();
        told().forEach(parameter -> object.addProperty(parameter.name(), parameter.schema()));
        return object.required(told().filter(parameter -> !parameter.optional())
                        .map(ToolParameter::name)
                        .toList())
                .additionalProperties(false)
                .build();
    }

    /**
     * The {@link Tool} methods of an object, by their names' order.
     *
     * @throws BadTool when there is none, or one takes what a model cannot pass
     */
    public static List<ToolMethod> of(Object owner) {
        var found = Arrays.stream(owner.getClass().getMethods())
                .filter(method -> method.isAnnotationPresent(Tool.class))
                .map(method -> new ToolMethod(owner, method, method.getAnnotation(Tool.class)))
                .sorted((left, right) -> left.name().compareTo(right.name()))
                .toList();
        if (found.isEmpty()) {
            throw new BadTool(owner.getClass().getName() + " has no public method with @Tool");
        }
        return found;
    }

    @Override
    public ToolSpecification specification() {
        return specification;
    }

    @Override
    public boolean isReadOnly() {
        return readOnly;
    }

    @Override
    public ToolResult call(String arguments, ToolContext context) {
        @Nullable Object[] values;
        try {
            values = bind(arguments, context);
        } catch (BadArguments e) {
            return ArgumentSchema.refused(e);
        }
        try {
            return new ToolResult.Done(told(method.invoke(owner, values)));
        } catch (InvocationTargetException e) {
            return failed(e.getTargetException());
        } catch (IllegalAccessException | JsonProcessingException | RuntimeException e) {
            return failed(e);
        }
    }

    /** Whatever the model can mend is told at once, before anything else happens. */
    @Override
    public ToolResult.@Nullable Failed refusal(String arguments) {
        return schema.refusal(arguments);
    }

    private @Nullable Object[] bind(String arguments, ToolContext context) {
        var given = schema.read(arguments);
        return parameters.stream()
                .map(parameter -> parameter.read(given.get(parameter.name()), MAPPER, context))
                .toArray();
    }

    private static String told(@Nullable Object result) throws JsonProcessingException {
        return result instanceof String text ? text : MAPPER.writeValueAsString(result);
    }

    private static ToolResult.Failed failed(Throwable cause) {
        if (cause instanceof ToolFailure known) {
            return new ToolResult.Failed(known.code(), String.valueOf(known.getMessage()), known);
        }
        if (cause instanceof VirtualMachineError fatal) {
            throw fatal;
        }
        var name = cause.getClass().getName();
        var message = cause.getMessage();
        return new ToolResult.Failed(
                name, message == null ? name : cause.getClass().getSimpleName() + ": " + message, cause);
    }
}
