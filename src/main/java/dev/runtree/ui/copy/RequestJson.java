package dev.runtree.ui.copy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runtree.model.Message;
import dev.runtree.model.Part;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A model call in the JSON of its provider. */
final class RequestJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int TOKENS = 4096;

    private final ModelRequest request;
    private final ObjectNode body = NODES.objectNode();

    private RequestJson(ModelRequest request) {
        this.request = request;
    }

    static ObjectNode of(ModelRequest request) {
        return new RequestJson(request).body();
    }

    private ObjectNode body() {
        body.put("model", request.model());
        switch (request.provider().form()) {
            case OPENAI -> openAi();
            case ANTHROPIC -> anthropic();
            case OLLAMA -> ollama();
        }
        return body;
    }

    private void openAi() {
        var messages = body.putArray("messages");
        for (var message : request.messages()) {
            openAi(message, messages);
        }
        if (!request.tools().isEmpty()) {
            functions(body.putArray("tools"));
        }
        copy(body, "temperature", "temperature");
        copy(body, "top_p", "top_p");
        copy(body, "max_tokens", "max_tokens", "max_output_tokens");
        copy(body, "max_completion_tokens", "max_completion_tokens");
        copy(body, "stop", "stop", "stop_sequences");
        copy(body, "seed", "seed");
        copy(body, "frequency_penalty", "frequency_penalty");
        copy(body, "presence_penalty", "presence_penalty");
        copy(body, "response_format", "response_format");
        copy(body, "reasoning_effort", "reasoning_effort");
        copy(body, "tool_choice", "tool_choice");
    }

    private void functions(ArrayNode tools) {
        for (var tool : request.tools()) {
            var function = tools.addObject()
                    .put("type", "function")
                    .putObject("function")
                    .put("name", tool.name());
            if (tool.description() != null) {
                function.put("description", tool.description());
            }
            function.set("parameters", tool.schema());
        }
    }

    private void copy(ObjectNode to, String name, String... names) {
        var value = request.option(names);
        if (value != null) {
            to.set(name, value);
        }
    }

    private static void openAi(Message message, ArrayNode messages) {
        var calls = parts(message, Part.ToolCall.class);
        var media = parts(message, Part.Media.class);
        for (var result : parts(message, Part.ToolResult.class)) {
            messages.addObject()
                    .put("role", "tool")
                    .put("tool_call_id", result.id())
                    .put("content", result.result());
        }
        if (message.text().isEmpty() && calls.isEmpty() && media.isEmpty()) {
            return;
        }
        var node = messages.addObject().put("role", message.role());
        if (media.isEmpty()) {
            node.put("content", message.text().isEmpty() && !calls.isEmpty() ? null : message.text());
        } else {
            var content = node.putArray("content");
            if (!message.text().isEmpty()) {
                content.addObject().put("type", "text").put("text", message.text());
            }
            media.forEach(one -> content.addObject()
                    .put("type", "image_url")
                    .putObject("image_url")
                    .put("url", one.uri()));
        }
        if (!calls.isEmpty()) {
            var list = node.putArray("tool_calls");
            for (var call : calls) {
                list.addObject()
                        .put("id", call.id())
                        .put("type", "function")
                        .putObject("function")
                        .put("name", call.name())
                        .put("arguments", call.arguments());
            }
        }
    }

    private void anthropic() {
        var most = request.option("max_tokens", "max_output_tokens", "max_completion_tokens");
        body.set("max_tokens", most == null ? NODES.numberNode(TOKENS) : most);
        var system = request.messages().stream()
                .filter(RequestJson::isSystem)
                .map(Message::text)
                .toList();
        if (!system.isEmpty()) {
            body.put("system", String.join("\n\n", system));
        }
        var messages = body.putArray("messages");
        ObjectNode last = null;
        for (var message : request.messages()) {
            if (isSystem(message)) {
                continue;
            }
            var role = message.role().equals("assistant") ? "assistant" : "user";
            // Results of several tools are one message, as the calls were.
            var node = last != null && last.path("role").asText().equals(role)
                    ? last
                    : messages.addObject().put("role", role);
            last = node;
            var content = node.get("content") instanceof ArrayNode array ? array : node.putArray("content");
            message.parts().forEach(part -> anthropic(part, content));
        }
        if (!request.tools().isEmpty()) {
            var tools = body.putArray("tools");
            for (var tool : request.tools()) {
                var node = tools.addObject().put("name", tool.name());
                if (tool.description() != null) {
                    node.put("description", tool.description());
                }
                node.set("input_schema", tool.schema());
            }
        }
        copy(body, "temperature", "temperature");
        copy(body, "top_p", "top_p");
        copy(body, "top_k", "top_k");
        copy(body, "stop_sequences", "stop_sequences", "stop");
    }

    private static void anthropic(Part part, ArrayNode content) {
        switch (part) {
            case Part.Text text -> {
                if (!text.text().isEmpty()) {
                    content.addObject().put("type", "text").put("text", text.text());
                }
            }
            case Part.ToolCall call ->
                content.addObject()
                        .put("type", "tool_use")
                        .put("id", call.id())
                        .put("name", call.name())
                        .set("input", object(call.arguments()));
            case Part.ToolResult result ->
                content.addObject()
                        .put("type", "tool_result")
                        .put("tool_use_id", result.id())
                        .put("content", result.result());
            case Part.Media media -> content.addObject().put("type", "image").set("source", source(media));
            case Part.Reasoning thought -> {}
            case Part.Unknown unknown -> {}
        }
    }

    private static ObjectNode source(Part.Media media) {
        var base64 = base64(media);
        return base64 == null
                ? NODES.objectNode().put("type", "url").put("url", media.uri())
                : NODES.objectNode()
                        .put("type", "base64")
                        .put("media_type", media.mimeType() == null ? "image/png" : media.mimeType())
                        .put("data", base64);
    }

    private void ollama() {
        var messages = body.putArray("messages");
        for (var message : request.messages()) {
            for (var result : parts(message, Part.ToolResult.class)) {
                messages.addObject()
                        .put("role", "tool")
                        .put("tool_name", result.name())
                        .put("content", result.result());
            }
            var calls = parts(message, Part.ToolCall.class);
            if (message.text().isEmpty() && calls.isEmpty()) {
                continue;
            }
            var node = messages.addObject()
                    .put("role", isSystem(message) ? "system" : message.role())
                    .put("content", message.text());
            var images = parts(message, Part.Media.class).stream()
                    .map(RequestJson::base64)
                    .filter(java.util.Objects::nonNull)
                    .toList();
            if (!images.isEmpty()) {
                images.forEach(node.putArray("images")::add);
            }
            if (!calls.isEmpty()) {
                var list = node.putArray("tool_calls");
                calls.forEach(call -> list.addObject()
                        .putObject("function")
                        .put("name", call.name())
                        .set("arguments", object(call.arguments())));
            }
        }
        body.put("stream", false);
        if (!request.tools().isEmpty()) {
            functions(body.putArray("tools"));
        }
        var options = NODES.objectNode();
        copy(options, "temperature", "temperature");
        copy(options, "top_p", "top_p");
        copy(options, "top_k", "top_k");
        copy(options, "num_predict", "num_predict", "max_tokens");
        copy(options, "seed", "seed");
        copy(options, "stop", "stop", "stop_sequences");
        if (!options.isEmpty()) {
            body.set("options", options);
        }
    }

    private static boolean isSystem(Message message) {
        return message.role().equals("system") || message.role().equals("developer");
    }

    private static <T extends Part> List<T> parts(Message message, Class<T> type) {
        return message.parts().stream().filter(type::isInstance).map(type::cast).toList();
    }

    private static JsonNode object(String arguments) {
        var read = ModelRequest.read(arguments);
        return read != null && read.isObject() ? read : NODES.objectNode().put("input", arguments);
    }

    /** What was sent along; {@code null} for what lies elsewhere. */
    static @Nullable String base64(Part.Media media) {
        var at = media.uri().indexOf(";base64,");
        return media.uri().startsWith("data:") && at > 0 ? media.uri().substring(at + ";base64,".length()) : null;
    }
}
