package dev.runtree.agent.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What a session remembers from run to run: values by name, each of them JSON. Instructions can name them, tools and hooks
 * read and change them. Kept with the session once the run has ended, value by value, so that two runs that change different
 * values do not take each other's away. Safe for use by several threads.
 */
public final class SessionState {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final Map<String, JsonNode> values;
    private final Map<String, JsonNode> changes;
    private final Map<String, JsonNode> defaults;

    /** Nothing remembered. */
    public SessionState() {
        this(new ConcurrentHashMap<>(), new ConcurrentHashMap<>(), Map.of());
    }

    /** @param stored what was remembered */
    public SessionState(ObjectNode stored) {
        this();
        stored.properties().forEach(entry -> values.put(entry.getKey(), entry.getValue()));
    }

    private SessionState(Map<String, JsonNode> values, Map<String, JsonNode> changes, Map<String, JsonNode> defaults) {
        this.values = values;
        this.changes = changes;
        this.defaults = defaults;
    }

    /**
     * The same, seen by one that has values of its own for what is not remembered: others do not see those, and what is set
     * in either is set in both.
     */
    public SessionState above(ObjectNode own) {
        var under = new HashMap<String, JsonNode>();
        own.properties().forEach(entry -> under.put(entry.getKey(), entry.getValue()));
        under.putAll(defaults);
        return new SessionState(values, changes, Map.copyOf(under));
    }

    /** The value of this name. */
    public Optional<JsonNode> get(String name) {
        return Optional.ofNullable(value(name));
    }

    private @Nullable JsonNode value(String name) {
        var value = values.get(name);
        return value == null && !changes.containsKey(name) ? defaults.get(name) : value;
    }

    /** The value as words: a text as it is, anything else as JSON; {@code null} when there is none. */
    public @Nullable String text(String name) {
        var value = value(name);
        return value == null ? null : value.isTextual() ? value.textValue() : value.toString();
    }

    /**
     * Remembers a value.
     *
     * @param value anything that Jackson writes as JSON; {@code null} to forget
     * @throws IllegalArgumentException when it cannot be written as JSON
     */
    public void set(String name, @Nullable Object value) {
        JsonNode json = value == null ? JsonNodeFactory.instance.nullNode() : MAPPER.valueToTree(value);
        if (json.isNull()) {
            values.remove(name);
        } else {
            values.put(name, json);
        }
        changes.put(name, json);
    }

    /** All values, sorted by name. */
    public ObjectNode json() {
        var all = new HashMap<>(defaults);
        all.keySet().removeAll(changes.keySet());
        all.putAll(values);
        return sorted(all);
    }

    /** All that is remembered, without values that only one of several has. */
    public ObjectNode remembered() {
        return sorted(values);
    }

    /** What was set since it was read; {@code null} values are to be forgotten. */
    public ObjectNode changes() {
        return sorted(changes);
    }

    private static ObjectNode sorted(Map<String, JsonNode> values) {
        var object = JsonNodeFactory.instance.objectNode();
        new TreeMap<>(values).forEach(object::set);
        return object;
    }
}
