package dev.runtree.ui.detail;

import dev.runtree.model.Content;
import dev.runtree.model.Message;
import dev.runtree.model.Part;
import dev.runtree.ui.text.JsonText;
import java.util.List;

/** All that a model was given as one text: its tools, then the messages in their order, each under its role. */
final class ModelSaw {
    private ModelSaw() {}

    static String text(Content content) {
        var text = new StringBuilder();
        if (content.parameters() != null) {
            heading("parameters", text);
            text.append(content.parameters()).append("\n\n");
        }
        if (!content.tools().isEmpty()) {
            heading("tools", text);
            content.tools()
                    .forEach(tool ->
                            text.append(JsonText.pretty(tool).orElse(tool)).append('\n'));
            text.append('\n');
        }
        content.inputMessages().forEach(message -> message(message, text));
        return text.toString().stripTrailing();
    }

    private static void heading(String title, StringBuilder to) {
        to.append("--- ").append(title).append(" ---\n");
    }

    private static void message(Message message, StringBuilder to) {
        heading(message.name() == null ? message.role() : message.role() + " " + message.name(), to);
        parts(message.parts(), to);
        to.append('\n');
    }

    private static void parts(List<Part> parts, StringBuilder to) {
        for (var part : parts) {
            switch (part) {
                case Part.Text text -> to.append(text.text());
                case Part.Reasoning thought -> to.append("[reasoning] ").append(thought.text());
                case Part.ToolCall call -> {
                    to.append("[calls ").append(call.name());
                    if (call.id() != null) {
                        to.append(' ').append(call.id());
                    }
                    to.append("] ").append(call.arguments());
                }
                case Part.ToolResult result -> {
                    to.append("[result");
                    if (result.name() != null) {
                        to.append(" of ").append(result.name());
                    }
                    if (result.id() != null) {
                        to.append(' ').append(result.id());
                    }
                    to.append("] ").append(result.result());
                }
                case Part.Media media -> to.append(MediaWords.of(media));
                case Part.Unknown unknown -> to.append(unknown.json());
            }
            to.append('\n');
        }
    }
}
