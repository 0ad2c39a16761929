package dev.runtree.agent;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.runtree.agent.run.RunInput;
import dev.runtree.agent.run.RunJson;
import dev.runtree.agent.tool.ToolInput;
import dev.runtree.agent.tool.ToolOutput;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** What hooks are called with, as JSON and back. */
final class HookJson {
    private static final JsonMapper MAPPER =
            RunJson.builder().addMixIn(RunOutput.class, Stored.class).build();
    private static final List<Class<?>> KNOWN =
            List.of(RunInput.class, RunOutput.class, ToolInput.class, ToolOutput.class);

    private HookJson() {}

    /** That a run is stored is of this process alone. */
    @SuppressWarnings("UnusedMethod") // Jackson reads its annotation
    private abstract static class Stored {
        @JsonIgnore
        abstract CompletableFuture<Void> stored();
    }

    static JsonNode write(Object value) {
        return MAPPER.valueToTree(value);
    }

    /** What was written under the names of its classes. */
    static Map<Class<?>, Object> read(JsonNode arguments) {
        var values = new HashMap<Class<?>, Object>();
        for (var type : KNOWN) {
            var json = arguments.get(type.getSimpleName());
            if (json != null) {
                values.put(type, read(json, type));
            }
        }
        return values;
    }

    private static Object read(JsonNode json, Class<?> type) {
        try {
            var value = MAPPER.treeToValue(json, type);
            return value instanceof RunOutput output
                    ? output.withStored(CompletableFuture.completedFuture(null))
                    : value;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "the event of a hook cannot be read: "
                            + e.getOriginalMessage().lines().findFirst().orElse(""),
                    e);
        }
    }
}
