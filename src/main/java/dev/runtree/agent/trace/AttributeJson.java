package dev.runtree.agent.trace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanBuilder;
import java.util.ArrayList;
import java.util.List;

/** Attributes of a span as JSON and back, each value of its type. */
final class AttributeJson {
    private AttributeJson() {}

    static ObjectNode write(Attributes attributes) {
        var json = JsonNodeFactory.instance.objectNode();
        attributes.forEach((key, value) -> json.set(key.getKey(), value(value)));
        return json;
    }

    private static JsonNode value(Object value) {
        var make = JsonNodeFactory.instance;
        return switch (value) {
            case Boolean truth -> make.booleanNode(truth);
            case Long number -> make.numberNode(number);
            case Double number -> make.numberNode(number);
            case List<?> list -> {
                var array = make.arrayNode();
                list.forEach(item -> array.add(value(item)));
                yield array;
            }
            default -> make.textNode(value.toString());
        };
    }

    static void set(SpanBuilder builder, ObjectNode json) {
        json.properties().forEach(entry -> set(builder, entry.getKey(), entry.getValue()));
    }

    private static void set(SpanBuilder builder, String key, JsonNode value) {
        if (value.isBoolean()) {
            builder.setAttribute(key, value.booleanValue());
        } else if (value.isIntegralNumber()) {
            builder.setAttribute(key, value.longValue());
        } else if (value.isNumber()) {
            builder.setAttribute(key, value.doubleValue());
        } else if (value.isArray()) {
            var items = new ArrayList<String>();
            value.forEach(item -> items.add(item.asText()));
            builder.setAttribute(AttributeKey.stringArrayKey(key), items);
        } else {
            builder.setAttribute(key, value.asText());
        }
    }
}
