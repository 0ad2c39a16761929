package dev.runtree.ui.copy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runtree.model.Content;
import dev.runtree.model.Figures;
import dev.runtree.model.Message;
import dev.runtree.model.Part;
import dev.runtree.model.Span;
import org.jspecify.annotations.Nullable;

/** A step or a message as one JSON object in the program's own words, the same for every dialect. */
final class StepJson {
    private StepJson() {}

    static String of(Span span, Content content) {
        var node = JsonNodeFactory.instance.objectNode();
        node.put("trace_id", span.id().traceId()).put("span_id", span.id().spanId());
        node.put("kind", span.kind().lowerCase())
                .put("span_name", span.spanName())
                .put("name", span.name());
        node.put("status", span.status().word()).put("start_time", Figures.exactTime(span.startNanos()));
        put(node, "status_message", span.statusMessage());
        if (span.durationNanos() != null) {
            node.put("duration_ns", span.durationNanos());
        }
        put(node, "model", span.model());
        put(node, "provider", span.provider());
        tokens(node, "input_tokens", span.usage().input());
        tokens(node, "output_tokens", span.usage().output());
        if (!content.inputMessages().isEmpty()) {
            messages(node.putArray("input_messages"), content.inputMessages());
        } else {
            put(node, "input", content.toolArguments() == null ? content.input() : null);
        }
        if (!content.outputMessages().isEmpty()) {
            messages(node.putArray("output_messages"), content.outputMessages());
        } else {
            put(node, "output", content.toolResult() == null ? content.output() : null);
        }
        json(node, "parameters", content.parameters());
        if (!content.tools().isEmpty()) {
            var tools = node.putArray("tools");
            content.tools().forEach(tool -> {
                var read = ModelRequest.read(tool);
                tools.add(read == null ? JsonNodeFactory.instance.textNode(tool) : read);
            });
        }
        json(node, "tool_arguments", content.toolArguments());
        json(node, "tool_result", content.toolResult());
        if (!content.documents().isEmpty()) {
            var documents = node.putArray("documents");
            content.documents().forEach(document -> {
                var one = documents.addObject();
                put(one, "id", document.id());
                put(one, "content", document.content());
                if (document.score() != null) {
                    one.put("score", document.score());
                }
            });
        }
        var error = content.error();
        if (error != null) {
            var one = node.putObject("error");
            put(one, "type", error.type());
            put(one, "message", error.message());
            put(one, "stack_trace", error.stackTrace());
        }
        return node.toPrettyString() + "\n";
    }

    static String of(Message message) {
        return message(JsonNodeFactory.instance.objectNode(), message).toPrettyString() + "\n";
    }

    private static void messages(ArrayNode to, Iterable<Message> messages) {
        messages.forEach(message -> message(to.addObject(), message));
    }

    private static ObjectNode message(ObjectNode node, Message message) {
        node.put("role", message.role());
        put(node, "name", message.name());
        var parts = node.putArray("parts");
        for (var part : message.parts()) {
            var one = parts.addObject();
            switch (part) {
                case Part.Text text -> one.put("type", "text").put("text", text.text());
                case Part.Reasoning thought -> one.put("type", "reasoning").put("text", thought.text());
                case Part.ToolCall call -> {
                    one.put("type", "tool_call");
                    put(one, "id", call.id());
                    one.put("name", call.name());
                    json(one, "arguments", call.arguments());
                }
                case Part.ToolResult result -> {
                    one.put("type", "tool_result");
                    put(one, "id", result.id());
                    put(one, "name", result.name());
                    json(one, "result", result.result());
                }
                case Part.Media media -> {
                    one.put("type", "media");
                    put(one, "mime_type", media.mimeType());
                    one.put("uri", media.uri());
                }
                case Part.Unknown unknown -> json(one.put("type", "other"), "value", unknown.json());
            }
        }
        return node;
    }

    private static void put(ObjectNode node, String name, @Nullable String value) {
        if (value != null) {
            node.put(name, value);
        }
    }

    private static void tokens(ObjectNode node, String name, @Nullable Long tokens) {
        if (tokens != null) {
            node.put(name, tokens);
        }
    }

    /** As JSON where it is JSON, else as a text. */
    private static void json(ObjectNode node, String name, @Nullable String value) {
        if (value == null) {
            return;
        }
        var isContainer =
                value.stripLeading().startsWith("{") || value.stripLeading().startsWith("[");
        var read = isContainer ? ModelRequest.read(value) : null;
        node.set(name, read == null ? JsonNodeFactory.instance.textNode(value) : read);
    }
}
