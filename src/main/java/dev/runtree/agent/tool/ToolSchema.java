package dev.runtree.agent.tool;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.model.chat.request.json.JsonArraySchema;
import dev.langchain4j.model.chat.request.json.JsonBooleanSchema;
import dev.langchain4j.model.chat.request.json.JsonEnumSchema;
import dev.langchain4j.model.chat.request.json.JsonIntegerSchema;
import dev.langchain4j.model.chat.request.json.JsonNumberSchema;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchemaElement;
import dev.langchain4j.model.chat.request.json.JsonStringSchema;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes JSON schemas of Java types. For one method; a record that contains itself is refused. */
final class ToolSchema {
    private static final Set<Class<?>> WHOLE = Set.of(
            int.class,
            long.class,
            short.class,
            byte.class,
            Integer.class,
            Long.class,
            Short.class,
            Byte.class,
            java.math.BigInteger.class);
    private static final Set<Class<?>> NUMBERS =
            Set.of(double.class, float.class, Double.class, Float.class, java.math.BigDecimal.class);

    private final String where;
    private final Set<Class<?>> open = new HashSet<>();

    /** @param where what is read, for messages */
    ToolSchema(String where) {
        this.where = where;
    }

    JsonSchemaElement of(Type type, @Nullable String description) {
        return switch (type) {
            case Class<?> plain -> ofClass(plain, description);
            case ParameterizedType generic
            when generic.getRawType() instanceof Class<?> raw ->
                ofGeneric(raw, generic.getActualTypeArguments(), description);
            default -> throw refuse(type);
        };
    }

    private JsonSchemaElement ofClass(Class<?> type, @Nullable String description) {
        if (type == String.class) {
            return JsonStringSchema.builder().description(description).build();
        } else if (WHOLE.contains(type)) {
            return JsonIntegerSchema.builder().description(description).build();
        } else if (NUMBERS.contains(type)) {
            return JsonNumberSchema.builder().description(description).build();
        } else if (type == boolean.class || type == Boolean.class) {
            return JsonBooleanSchema.builder().description(description).build();
        } else if (type.isEnum()) {
            return JsonEnumSchema.builder()
                    .description(description)
                    .enumValues(Arrays.stream(type.getEnumConstants())
                            .map(constant -> ((Enum<?>) constant).name())
                            .toList())
                    .build();
        } else if (type.isArray()) {
            return JsonArraySchema.builder()
                    .description(description)
                    .items(of(type.getComponentType(), null))
                    .build();
        } else if (type.isRecord()) {
            return ofRecord(type, description);
        }
        throw refuse(type);
    }

    private JsonSchemaElement ofGeneric(Class<?> raw, Type[] arguments, @Nullable String description) {
        if (Collection.class.isAssignableFrom(raw)) {
            return JsonArraySchema.builder()
                    .description(description)
                    .items(of(arguments[0], null))
                    .build();
        } else if (raw == Map.class && arguments[0] == String.class) {
            of(arguments[1], null);
            return JsonObjectSchema.builder()
                    .description(description)
                    .additionalProperties(true)
                    .build();
        }
        throw refuse(raw);
    }

    private JsonSchemaElement ofRecord(Class<?> type, @Nullable String description) {
        if (!open.add(type)) {
            throw new BadTool(where + ": the record " + type.getSimpleName() + " contains itself");
        }
        var object = JsonObjectSchema.builder().description(description).additionalProperties(false);
        var components = List.of(type.getRecordComponents());
        components.forEach(component ->
                object.addProperty(snake(component.getName()), of(component.getGenericType(), description(component))));
        object.required(components.stream()
                .filter(component -> !optional(component.getAnnotatedType()))
                .map(RecordComponent::getName)
                .map(ToolSchema::snake)
                .toList());
        open.remove(type);
        return object.build();
    }

    /** The first thing that a schema demands beneath {@code place} and that is not there. */
    static Optional<String> missing(String place, JsonNode value, JsonSchemaElement schema) {
        return switch (schema) {
            case JsonObjectSchema object
            when value.isObject() ->
                object.properties().entrySet().stream()
                        .flatMap(entry -> {
                            var inside = place + "." + entry.getKey();
                            var content = value.path(entry.getKey());
                            return content.isMissingNode() || content.isNull()
                                    ? Stream.of(inside)
                                            .filter(name -> object.required().contains(entry.getKey()))
                                    : missing(inside, content, entry.getValue()).stream();
                        })
                        .findFirst();
            case JsonArraySchema array
            when value.isArray() ->
                IntStream.range(0, value.size())
                        .boxed()
                        .flatMap(index -> missing(place + "[" + index + "]", value.get(index), array.items()).stream())
                        .findFirst();
            default -> Optional.empty();
        };
    }

    static @Nullable String description(AnnotatedElement element) {
        var param = element.getAnnotation(Param.class);
        return param == null ? null : param.value();
    }

    /** Whether it may be left out. */
    static boolean optional(AnnotatedType type) {
        return type.isAnnotationPresent(Nullable.class) || contentOfOptional(type.getType()) != null;
    }

    /** What an {@code Optional} is of; {@code null} for every other type. */
    static @Nullable Type contentOfOptional(Type type) {
        return type instanceof ParameterizedType generic && generic.getRawType() == Optional.class
                ? generic.getActualTypeArguments()[0]
                : null;
    }

    /** {@code departDate} as models write it: {@code depart_date}. */
    static String snake(String name) {
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }

    private BadTool refuse(Type type) {
        return new BadTool(
                where + ": a tool cannot take a " + type.getTypeName()
                        + "; it may take strings, numbers, booleans, enums, lists, maps with string keys, and records of these");
    }
}
