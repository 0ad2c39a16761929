package dev.runtree.otlp.profile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runtree.otlp.raw.Attributes;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects attributes beside those of the producer, whose word counts. What is {@code null} or empty is not told. */
final class Told {
    private final Attributes own;
    private final ObjectNode attributes = JsonNodeFactory.instance.objectNode();

    Told(Attributes own) {
        this.own = own;
    }

    ObjectNode attributes() {
        return attributes;
    }

    /** Whether a list of flattened keys may be told: two of them would be spliced into one that nobody has said. */
    boolean mayList(String prefix) {
        return !own.has(prefix) && !own.hasAnyUnder(prefix + ".");
    }

    void text(String key, @Nullable String value) {
        if (value != null && !value.isEmpty() && !own.has(key)) {
            attributes.put(key, value);
        }
    }

    void json(String key, @Nullable JsonNode value) {
        if (value != null && !value.isEmpty()) {
            text(key, value.toString());
        }
    }

    void count(String key, @Nullable Long value) {
        if (value != null && !own.has(key)) {
            attributes.put(key, value);
        }
    }

    /** Always as a floating-point number: OTLP has no other with a fraction. */
    void number(String key, @Nullable BigDecimal value) {
        if (value != null && !own.has(key)) {
            attributes.put(key, value.doubleValue());
        }
    }

    void flag(String key) {
        if (!own.has(key)) {
            attributes.put(key, true);
        }
    }

    void texts(String key, List<String> values) {
        if (!values.isEmpty() && !own.has(key)) {
            values.forEach(attributes.putArray(key)::add);
        }
    }
}
