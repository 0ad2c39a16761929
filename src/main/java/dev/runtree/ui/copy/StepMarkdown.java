package dev.runtree.ui.copy;

import dev.runtree.model.Content;
import dev.runtree.model.Message;
import dev.runtree.model.Part;
import dev.runtree.model.Span;
import org.jspecify.annotations.Nullable;

/** A step or a message as Markdown, for an issue or a chat: what was said as it was, JSON and errors fenced. */
final class StepMarkdown {
    private StepMarkdown() {}

    static String of(Span span, Content content) {
        var text = new StringBuilder("### ").append(StepText.title(span)).append("\n");
        fenced(text, "Arguments", content.toolArguments());
        var isInputSaid = !content.inputMessages().isEmpty() || content.toolArguments() != null;
        fenced(text, "Input", isInputSaid ? null : content.input());
        content.inputMessages().forEach(message -> text.append('\n').append(of(message)));
        content.outputMessages().forEach(message -> text.append('\n').append(of(message)));
        fenced(text, "Result", content.toolResult());
        var isOutputSaid = !content.outputMessages().isEmpty() || content.toolResult() != null;
        fenced(text, "Output", isOutputSaid ? null : content.output());
        content.documents()
                .forEach(document ->
                        fenced(text, document.id() == null ? "Document" : document.id(), document.content()));
        var error = content.error();
        if (error != null) {
            fenced(text, "Error", error.message() == null ? error.type() : error.message());
        }
        return text.toString();
    }

    static String of(Message message) {
        var text = new StringBuilder("**").append(message.role()).append("**\n");
        for (var part : message.parts()) {
            switch (part) {
                case Part.Text words -> text.append('\n').append(words.text()).append('\n');
                case Part.Reasoning thought ->
                    text.append('\n')
                            .append("> ")
                            .append(thought.text().replace("\n", "\n> "))
                            .append('\n');
                case Part.ToolCall call -> fenced(text, "calls `" + call.name() + "`", call.arguments());
                case Part.ToolResult result -> fenced(text, "result", result.result());
                case Part.Media media ->
                    text.append("\n*").append(media.mimeType()).append("*\n");
                case Part.Unknown unknown -> fenced(text, "", unknown.json());
            }
        }
        return text.toString();
    }

    private static void fenced(StringBuilder text, String title, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            return;
        }
        // Longer than any fence inside.
        var fence = "```";
        while (value.contains(fence)) {
            fence += "`";
        }
        var isJson =
                value.stripLeading().startsWith("{") || value.stripLeading().startsWith("[");
        if (!title.isEmpty()) {
            text.append('\n').append(title).append(":\n");
        }
        text.append('\n')
                .append(fence)
                .append(isJson ? "json" : "")
                .append('\n')
                .append(value);
        text.append(value.endsWith("\n") ? "" : "\n").append(fence).append('\n');
    }
}
