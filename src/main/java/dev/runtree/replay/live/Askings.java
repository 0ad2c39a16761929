package dev.runtree.replay.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runtree.replay.ModelRequest;
import dev.runtree.replay.edit.EditableStep.Asking;
import dev.runtree.replay.edit.OfferedTool;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Recorded model calls as they can be asked again. */
final class Askings {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** OpenAI wraps a function, Anthropic and others name the schema otherwise. */
    private static final List<String> SCHEMAS =
            List.of("parameters", "input_schema", "inputSchema", "json_schema", "schema");

    /** What the runtime calls the providers that it speaks to, by what OpenTelemetry and SDKs call them. */
    private static final Map<String, String> PROVIDERS =
            Map.of("openai", "openai", "anthropic", "anthropic", "ollama", "ollama", "scripted", "scripted");

    private Askings() {}

    static Asking of(ModelRequest request) {
        return new Asking(
                model(request),
                parameters(request.parameters()),
                request.messages(),
                request.tools().stream()
                        .map(Askings::tool)
                        .filter(Objects::nonNull)
                        .map(Objects::requireNonNull)
                        .toList());
    }

    /** {@code provider:name}; {@code null} where the record lacks one of them. */
    private static @Nullable String model(ModelRequest request) {
        var provider = request.provider();
        if (provider == null || request.model() == null) {
            return null;
        }
        return PROVIDERS.getOrDefault(provider, provider) + ":" + request.model();
    }

    private static ObjectNode parameters(@Nullable String parameters) {
        return parameters != null && read(parameters) instanceof ObjectNode object
                ? object
                : JsonNodeFactory.instance.objectNode();
    }

    private static @Nullable OfferedTool tool(String json) {
        var read = read(json);
        if (read == null || !read.isObject()) {
            return null;
        }
        var function = read.path("function").isObject() ? read.path("function") : read;
        var name = function.path("name").asText("");
        if (name.isEmpty()) {
            return null;
        }
        var description = function.path("description");
        return new OfferedTool(name, description.isTextual() ? description.asText() : null, schema(function));
    }

    private static String schema(JsonNode function) {
        for (var key : SCHEMAS) {
            var found = function.path(key).isTextual() ? read(function.path(key).asText()) : function.get(key);
            if (found != null && found.isObject()) {
                return found.toString();
            }
        }
        return "{\"type\":\"object\",\"properties\":{}}";
    }

    static @Nullable JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            return null;
        }
    }
}
