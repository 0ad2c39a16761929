package dev.runtree.otlp.raw;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.runtree.otlp.text.Json;
import dev.runtree.otlp.text.LenientJson;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Attributes by key, for the dialects to ask; of duplicate keys the last one counts, as in PostgreSQL. */
public final class Attributes {
    public static final Attributes NONE = new Attributes(Map.of());

    /** Digits before or behind the point that a number may have: what a double can say, with room. */
    private static final int MOST_DIGITS = 400;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Map<String, JsonNode> values;
    private final @Nullable Consumer<String> reads;
    /** What stands before the first point of each key; made when it is first asked for. */
    private @Nullable Set<String> namespaces;

    private Attributes(Map<String, JsonNode> values) {
        this(values, null);
    }

    private Attributes(Map<String, JsonNode> values, @Nullable Consumer<String> reads) {
        this.values = values;
        this.reads = reads;
    }

    /** The same, telling each key whose value is taken. Whether a key is there may be asked without its being told. */
    public Attributes watched(Consumer<String> taken) {
        return new Attributes(values, taken);
    }

    /** The same without a key. */
    public Attributes without(String key) {
        var others = new LinkedHashMap<>(values);
        others.remove(key);
        return new Attributes(others);
    }

    public static Attributes of(List<KeyValue> attributes) {
        var values = LinkedHashMap.<String, JsonNode>newLinkedHashMap(attributes.size());
        for (var attribute : attributes) {
            values.put(attribute.getKey(), node(attribute.getValue()));
        }
        return new Attributes(values);
    }

    public static Attributes of(@Nullable JsonNode object) {
        if (object == null || !object.isObject()) {
            return NONE;
        }
        var values = new LinkedHashMap<String, JsonNode>();
        object.properties().forEach(entry -> values.put(entry.getKey(), entry.getValue()));
        return new Attributes(values);
    }

    /** These, and under the prefix what they lack or have cut off, as others say it. */
    Attributes filled(String prefix, Attributes others) {
        var filled = new LinkedHashMap<>(values);
        for (var entry : others.values.entrySet()) {
            var own = values.get(entry.getKey());
            if (entry.getKey().startsWith(prefix) && (own == null || isCutOff(own))) {
                filled.put(entry.getKey(), entry.getValue());
            }
        }
        return new Attributes(filled);
    }

    /** Whether it starts like JSON and is none, as a limit on attributes' length leaves it. */
    private static boolean isCutOff(JsonNode value) {
        return value.isTextual() && Json.looksStructured(value.textValue()) && Json.parse(value.textValue()) == null;
    }

    public Set<Map.Entry<String, JsonNode>> entries() {
        return reads == null ? values.entrySet() : watchedEntries(reads);
    }

    private Set<Map.Entry<String, JsonNode>> watchedEntries(Consumer<String> reads) {
        var entries = LinkedHashSet.<Map.Entry<String, JsonNode>>newLinkedHashSet(values.size());
        for (var entry : values.entrySet()) {
            entries.add(new Watched(entry, reads));
        }
        return entries;
    }

    private void told(String key) {
        if (reads != null) {
            reads.accept(key);
        }
    }

    /** An entry that tells when its value is taken. */
    private record Watched(Map.Entry<String, JsonNode> entry, Consumer<String> reads)
            implements Map.Entry<String, JsonNode> {
        @Override
        public String getKey() {
            return entry.getKey();
        }

        @Override
        public JsonNode getValue() {
            reads.accept(entry.getKey());
            return entry.getValue();
        }

        @Override
        public JsonNode setValue(JsonNode value) {
            throw new UnsupportedOperationException();
        }
    }

    public boolean has(String key) {
        return values.containsKey(key);
    }

    /** Whether any key starts with this word and a point. Cheap: asks each key only once, however many words are tried. */
    public boolean hasNamespace(String word) {
        var known = namespaces;
        if (known == null) {
            known = new HashSet<>();
            for (var key : values.keySet()) {
                var point = key.indexOf('.');
                if (point > 0) {
                    known.add(key.substring(0, point));
                }
            }
            namespaces = known;
        }
        return known.contains(word);
    }

    /** Whether any key starts with the prefix, which ends with a point. */
    public boolean hasAnyUnder(String prefix) {
        var point = prefix.indexOf('.');
        if (point > 0 && !hasNamespace(prefix.substring(0, point))) {
            return false;
        }
        for (var key : values.keySet()) {
            if (key.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    public @Nullable JsonNode get(String key) {
        var value = values.get(key);
        if (value != null) {
            told(key);
        }
        return value;
    }

    /** The text of the first of these keys that has one: a string, or the JSON of what is no string. */
    public @Nullable String text(String... keys) {
        for (var key : keys) {
            var value = values.get(key);
            if (value != null && !value.isNull()) {
                var text = Json.text(value);
                if (!text.isBlank()) {
                    told(key);
                    return text;
                }
            }
        }
        return null;
    }

    /** As {@link #text}, without the quotes of the JSON string that some producers make of every text. */
    public @Nullable String unquoted(String... keys) {
        var text = text(keys);
        return text == null ? null : LenientJson.unquoted(text);
    }

    /** The first of these keys that holds a whole number, also one in a string; never a negative one. */
    public @Nullable Long count(String... keys) {
        for (var key : keys) {
            var value = decimal(key);
            if (value != null && value.signum() >= 0 && value.precision() - value.scale() <= 18) {
                return value.longValue();
            }
        }
        return null;
    }

    /** The first of these keys that holds a number, also one in a string. */
    public @Nullable BigDecimal decimal(String... keys) {
        for (var key : keys) {
            var value = number(values.get(key));
            if (value != null) {
                told(key);
                return value;
            }
        }
        return null;
    }

    /** The first of these keys that holds something structured, as such or as JSON in a string; a cut-off one is mended. */
    public @Nullable JsonNode structure(String... keys) {
        for (var key : keys) {
            var value = values.get(key);
            if (value != null && value.isTextual()) {
                value = LenientJson.structure(value.textValue());
            }
            if (value != null && value.isContainerNode()) {
                told(key);
                return value;
            }
        }
        return null;
    }

    /** A number, also one in a string; one that needs more digits than any real figure is none, so sums stay small. */
    public static @Nullable BigDecimal number(@Nullable JsonNode value) {
        var exact = exact(value);
        return exact == null || exact.precision() > MOST_DIGITS || Math.abs((long) exact.scale()) > MOST_DIGITS
                ? null
                : exact;
    }

    private static @Nullable BigDecimal exact(@Nullable JsonNode value) {
        if (value == null) {
            return null;
        }
        if (value.isNumber()) {
            return value.isFloatingPointNumber() && !Double.isFinite(value.doubleValue()) ? null : value.decimalValue();
        }
        if (!value.isTextual() || value.textValue().length() > 40) {
            return null;
        }
        try {
            return new BigDecimal(value.textValue().strip());
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static JsonNode node(AnyValue value) {
        return switch (value.getValueCase()) {
            case STRING_VALUE -> NODES.textNode(value.getStringValue());
            case BOOL_VALUE -> NODES.booleanNode(value.getBoolValue());
            case INT_VALUE -> NODES.numberNode(value.getIntValue());
            case DOUBLE_VALUE -> NODES.numberNode(value.getDoubleValue());
            case ARRAY_VALUE -> {
                var nodes = new ArrayList<JsonNode>(value.getArrayValue().getValuesCount());
                value.getArrayValue().getValuesList().forEach(element -> nodes.add(node(element)));
                yield NODES.arrayNode(nodes.size()).addAll(nodes);
            }
            case KVLIST_VALUE -> {
                var object = NODES.objectNode();
                value.getKvlistValue()
                        .getValuesList()
                        .forEach(entry -> object.set(entry.getKey(), node(entry.getValue())));
                yield object;
            }
            case BYTES_VALUE ->
                NODES.textNode(
                        Base64.getEncoder().encodeToString(value.getBytesValue().toByteArray()));
            default -> NODES.nullNode();
        };
    }
}
