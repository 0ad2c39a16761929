package dev.runtree.ui.copy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runtree.model.Content;
import dev.runtree.model.Message;
import dev.runtree.model.Part;
import dev.runtree.model.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A model call as it can be made again: what a payload says of it, whatever dialect it is in.
 *
 * @param messages with an id for every tool call and for the result that answers it
 * @param tools as far as they could be read
 * @param options the request's parameters
 */
record ModelRequest(Provider provider, String model, List<Message> messages, List<Tool> tools, JsonNode options) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /**
     * A tool that the model is offered.
     *
     * @param schema of its arguments, JSON Schema
     */
    record Tool(String name, @Nullable String description, ObjectNode schema) {}

    static ModelRequest of(Span span, Content content) {
        var requested = content.facts().requestedModel();
        var model = requested != null ? requested : span.model();
        var messages = content.inputMessages();
        if (messages.isEmpty() && content.input() != null) {
            messages = List.of(Message.text("user", content.input()));
        }
        return new ModelRequest(
                Provider.of(span.provider()),
                model == null ? "MODEL" : model,
                identified(messages),
                content.tools().stream()
                        .map(ModelRequest::tool)
                        .filter(Objects::nonNull)
                        .toList(),
                options(content.parameters()));
    }

    private static JsonNode options(@Nullable String parameters) {
        var read = parameters == null ? null : read(parameters);
        return read != null && read.isObject() ? read : JsonNodeFactory.instance.objectNode();
    }

    /** A parameter by any of its names; {@code null} when it was not given. */
    @Nullable JsonNode option(String... names) {
        for (var name : names) {
            var value = options.get(name);
            if (value != null && !value.isNull()) {
                return value;
            }
        }
        return null;
    }

    static @Nullable JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException notJson) {
            return null;
        }
    }

    /** OpenAI wraps a function, Anthropic and others name the schema otherwise. */
    private static @Nullable Tool tool(String json) {
        var read = read(json);
        if (read == null || !read.isObject()) {
            return null;
        }
        var function = read.path("function").isObject() ? read.path("function") : read;
        var name = function.path("name").asText("");
        if (name.isEmpty()) {
            return null;
        }
        var schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        schema.putObject("properties");
        for (var key : List.of("parameters", "input_schema", "inputSchema", "json_schema", "schema")) {
            var found = function.path(key).isTextual() ? read(function.path(key).asText()) : function.get(key);
            if (found instanceof ObjectNode object && object.has("properties")) {
                schema = object;
            }
        }
        var description = function.path("description").asText("");
        return new Tool(name, description.isEmpty() ? null : description, schema);
    }

    /** Providers insist on ids, which some SDKs do not record: then they are numbered, results in the order of their calls. */
    private static List<Message> identified(List<Message> messages) {
        var open = new ArrayList<Part.ToolCall>();
        var numbered = new int[1];
        var result = new ArrayList<Message>();
        for (var message : messages) {
            var parts = new ArrayList<Part>();
            for (var part : message.parts()) {
                parts.add(
                        switch (part) {
                            case Part.ToolCall call -> {
                                var id = call.id() != null ? call.id() : "call_" + ++numbered[0];
                                var named = new Part.ToolCall(id, call.name(), call.arguments());
                                open.add(named);
                                yield named;
                            }
                            case Part.ToolResult answer -> answering(answer, open);
                            case Part.Text text -> text;
                            case Part.Reasoning thought -> thought;
                            case Part.Media media -> media;
                            case Part.Unknown unknown -> unknown;
                        });
            }
            result.add(new Message(message.role(), message.name(), parts));
        }
        return List.copyOf(result);
    }

    private static Part.ToolResult answering(Part.ToolResult result, List<Part.ToolCall> open) {
        var call = open.stream()
                .filter(one -> result.id() != null
                        ? result.id().equals(one.id())
                        : result.name() == null || result.name().equals(one.name()))
                .findFirst();
        call.ifPresent(open::remove);
        return new Part.ToolResult(
                call.map(Part.ToolCall::id).orElse(result.id() == null ? "call_0" : result.id()),
                call.map(Part.ToolCall::name).orElse(result.name() == null ? "tool" : result.name()),
                result.result());
    }
}
