package dev.runtree.otlp.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runtree.model.Message;
import dev.runtree.model.Part;
import dev.runtree.model.SpanKind;
import dev.runtree.otlp.message.Envelope;
import dev.runtree.otlp.message.JsonMessages;
import dev.runtree.otlp.text.LenientJson;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a step was asked and what it answered, in words: plain text rather than the JSON around it. */
public final class Wording {
    private static final String[] QUESTION = {
        "input", "query", "question", "prompt", "message", "text", "content", "task", "query_str", "user_msg"
    };
    private static final String[] ANSWER = {
        "output", "answer", "result", "response", "content", "text", "message", "value"
    };

    private Wording() {}

    public static @Nullable String input(Dialects said, SpanKind kind) {
        var span = said.span();
        if (kind == SpanKind.TOOL || kind == SpanKind.DELEGATION || kind == SpanKind.APPROVAL) {
            var arguments = arguments(said);
            return arguments != null ? arguments : said.first(dialect -> dialect.input(span));
        }
        var opaque = said.first(dialect -> dialect.input(span));
        var asked = kind == SpanKind.LLM || opaque == null ? question(said.asked()) : null;
        return asked != null ? asked : opaque == null ? null : plain(opaque, true);
    }

    public static @Nullable String output(Dialects said, SpanKind kind) {
        var span = said.span();
        if (kind == SpanKind.TOOL || kind == SpanKind.DELEGATION || kind == SpanKind.APPROVAL) {
            var result = result(said);
            return result != null ? result : said.first(dialect -> dialect.output(span));
        }
        var opaque = said.first(dialect -> dialect.output(span));
        var answered = kind == SpanKind.LLM || opaque == null ? answer(said.answered()) : null;
        return answered != null ? answered : opaque == null ? null : plain(opaque, false);
    }

    /** What a tool was called with, without what an SDK puts around it. */
    public static @Nullable String arguments(Dialects said) {
        var arguments = said.first(dialect -> dialect.toolArguments(said.span()));
        if (arguments == null && said.kind() == SpanKind.TOOL) {
            arguments = inMessages(said.asked());
        }
        return arguments == null ? null : Envelope.arguments(arguments);
    }

    /** What a tool answered, without the message object that a framework puts around it. */
    public static @Nullable String result(Dialects said) {
        var result = said.first(dialect -> dialect.toolResult(said.span()));
        if (result == null && said.kind() == SpanKind.TOOL) {
            result = inMessages(said.answered());
        }
        return result == null ? null : Envelope.result(result);
    }

    /** Strands tells a tool's arguments and result as messages of its span. */
    private static @Nullable String inMessages(List<Message> messages) {
        for (var message : messages.reversed()) {
            for (var part : message.parts()) {
                var said = switch (part) {
                    case Part.ToolCall call -> call.arguments();
                    case Part.ToolResult result -> result.result();
                    case Part.Text text -> text.text();
                    case Part.Unknown unknown -> unknown.json();
                    case Part.Reasoning reasoning -> null;
                    case Part.Media media -> null;
                };
                if (said != null && !said.isBlank()) {
                    return said;
                }
            }
        }
        return null;
    }

    /** The last thing the user said, or else the last thing that was said. */
    private static @Nullable String question(List<Message> messages) {
        for (var message : messages.reversed()) {
            if (message.role().equals("user") && !message.text().isBlank()) {
                return message.text();
            }
        }
        return messages.isEmpty() ? null : words(messages.getLast());
    }

    /** The last answer: its text, or else the calls that it makes. */
    private static @Nullable String answer(List<Message> messages) {
        for (var message : messages.reversed()) {
            var words = words(message);
            if (words != null
                    && !message.role().equals("user")
                    && !message.role().equals("system")) {
                return words;
            }
        }
        return null;
    }

    private static @Nullable String words(Message message) {
        var text = message.text();
        if (!text.isBlank()) {
            return text;
        }
        var others = message.parts().stream()
                .map(part -> switch (part) {
                    case Part.ToolCall call -> call.name() + "(" + call.arguments() + ")";
                    case Part.ToolResult result -> result.result();
                    case Part.Text words -> words.text();
                    case Part.Reasoning reasoning -> reasoning.text();
                    case Part.Media media -> media.mimeType() == null ? "(media)" : "(" + media.mimeType() + ")";
                    case Part.Unknown unknown -> unknown.json();
                })
                .filter(words -> !words.isBlank())
                .collect(Collectors.joining("\n"));
        return others.isEmpty() ? null : others;
    }

    /** {@code null} when the JSON is around nothing: a call without arguments asks no question. */
    private static @Nullable String plain(String text, boolean isQuestion) {
        var said = LenientJson.unquoted(text);
        var structure = LenientJson.structure(said);
        if (structure == null) {
            return said;
        }
        var inner = isQuestion ? Envelope.input(structure) : Envelope.output(structure);
        if (isQuestion && inner.isEmpty() && inner.isContainerNode()) {
            return null;
        }
        var words = isQuestion ? asked(inner) : answered(inner);
        if (words == null) {
            words = field(inner, isQuestion ? QUESTION : ANSWER);
        }
        return words == null ? said : words;
    }

    private static @Nullable String asked(JsonNode node) {
        var isCall = node.path("args").isArray() && node.path("kwargs").isObject();
        return question(JsonMessages.read(isCall ? node.path("args") : node, "user"));
    }

    private static @Nullable String answered(JsonNode node) {
        return node.isTextual() ? node.textValue() : answer(JsonMessages.read(node, "assistant"));
    }

    /** The one text in a small object made around it. */
    private static @Nullable String field(JsonNode node, String[] keys) {
        for (var key : keys) {
            if (isText(node.path(key))) {
                return node.path(key).textValue();
            }
        }
        if (node.isTextual()) {
            return node.textValue();
        }
        var only = node.isObject() && node.size() == 1 ? node.elements().next() : null;
        return only != null && isText(only) ? only.textValue() : null;
    }

    private static boolean isText(JsonNode node) {
        return node.isTextual() && !node.textValue().isBlank();
    }
}
