package dev.runtree.otlp.profile;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runtree.model.Content;
import dev.runtree.model.Message;
import dev.runtree.model.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Messages in the form of OpenAI's chat completions, which every back end shows as a conversation. */
final class ChatForm {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private ChatForm() {}

    static ArrayNode messages(List<Message> messages) {
        var all = NODES.arrayNode();
        messages.forEach(message -> add(message, all));
        return all;
    }

    /** The tools that were offered, as JSON Schemas in their wrappers. */
    static ArrayNode tools(Content content) {
        var all = NODES.arrayNode();
        content.tools().forEach(tool -> all.add(Step.value(tool)));
        return all;
    }

    /** {@code {"messages": [...], "tools": [...]}}. */
    static ObjectNode request(Content content) {
        var request = NODES.objectNode();
        request.set("messages", messages(content.inputMessages()));
        var tools = tools(content);
        if (!tools.isEmpty()) {
            request.set("tools", tools);
        }
        return request;
    }

    /** A message; results of tools, of which a message may have several, become messages of their own. */
    private static void add(Message message, ArrayNode to) {
        var said = new ArrayList<Part>();
        for (var part : message.parts()) {
            if (part instanceof Part.ToolResult result) {
                to.add(result(result));
            } else {
                said.add(part);
            }
        }
        if (!said.isEmpty() || message.parts().isEmpty()) {
            to.add(said(message, said));
        }
    }

    private static ObjectNode result(Part.ToolResult result) {
        var node = NODES.objectNode().put("role", "tool");
        if (result.id() != null) {
            node.put("tool_call_id", result.id());
        }
        if (result.name() != null) {
            node.put("name", result.name());
        }
        return node.put("content", result.result());
    }

    private static ObjectNode said(Message message, List<Part> parts) {
        var node = NODES.objectNode().put("role", message.role());
        if (message.name() != null) {
            node.put("name", message.name());
        }
        var blocks = NODES.arrayNode();
        var calls = NODES.arrayNode();
        var texts = new ArrayList<String>();
        for (var part : parts) {
            switch (part) {
                case Part.Text text -> {
                    texts.add(text.text());
                    blocks.addObject().put("type", "text").put("text", text.text());
                }
                case Part.Reasoning reasoning ->
                    blocks.addObject().put("type", "reasoning").put("text", reasoning.text());
                case Part.ToolCall call -> calls.add(call(call));
                case Part.ToolResult result -> texts.add(result.result());
                case Part.Media media -> blocks.add(media(media));
                case Part.Unknown unknown -> blocks.add(Step.value(unknown.json()));
            }
        }
        if (blocks.size() == 1 && texts.size() == 1) {
            node.put("content", texts.getFirst());
        } else if (blocks.isEmpty()) {
            node.putNull("content");
        } else {
            node.set("content", blocks);
        }
        if (!calls.isEmpty()) {
            node.set("tool_calls", calls);
        }
        return node;
    }

    private static ObjectNode call(Part.ToolCall call) {
        var node = NODES.objectNode();
        if (call.id() != null) {
            node.put("id", call.id());
        }
        node.put("type", "function")
                .putObject("function")
                .put("name", call.name())
                .put("arguments", call.arguments());
        return node;
    }

    private static ObjectNode media(Part.Media media) {
        var node = NODES.objectNode();
        var type = media.mimeType() == null ? "" : media.mimeType().toLowerCase(Locale.ROOT);
        if (type.isEmpty() || type.startsWith("image/") || media.uri().startsWith("data:image/")) {
            node.put("type", "image_url").putObject("image_url").put("url", media.uri());
        } else {
            node.put("type", "uri")
                    .put("modality", type.substring(0, Math.max(0, type.indexOf('/'))))
                    .put("mime_type", media.mimeType())
                    .put("uri", media.uri());
        }
        return node;
    }
}
