package dev.runtree.ui.copy;

import dev.runtree.model.Content;
import dev.runtree.model.Figures;
import dev.runtree.model.Message;
import dev.runtree.model.Part;
import dev.runtree.model.Span;
import dev.runtree.ui.run.Names;
import java.util.stream.Collectors;

/** A step or a message as plain text. */
final class StepText {
    private StepText() {}

    static String of(Span span, Content content) {
        var text = new StringBuilder(title(span)).append('\n');
        part(text, "Arguments", content.toolArguments());
        var isInputSaid = !content.inputMessages().isEmpty() || content.toolArguments() != null;
        part(text, "Input", isInputSaid ? null : content.input());
        content.inputMessages().forEach(message -> text.append('\n').append(of(message)));
        content.outputMessages().forEach(message -> text.append('\n').append(of(message)));
        part(text, "Result", content.toolResult());
        var isOutputSaid = !content.outputMessages().isEmpty() || content.toolResult() != null;
        part(text, "Output", isOutputSaid ? null : content.output());
        content.documents()
                .forEach(document ->
                        part(text, "Document " + (document.id() == null ? "" : document.id()), document.content()));
        var error = content.error();
        if (error != null) {
            part(text, "Error", error.message() == null ? error.type() : error.message());
        }
        return text.toString();
    }

    static String of(Message message) {
        return message.role() + ":\n"
                + message.parts().stream().map(StepText::of).collect(Collectors.joining("\n"))
                + "\n";
    }

    private static String of(Part part) {
        return switch (part) {
            case Part.Text text -> text.text();
            case Part.Reasoning thought -> "(thinks) " + thought.text();
            case Part.ToolCall call -> call.name() + "(" + call.arguments() + ")";
            case Part.ToolResult result -> "→ " + result.result();
            case Part.Media media -> "(" + (media.mimeType() == null ? "media" : media.mimeType()) + ")";
            case Part.Unknown unknown -> unknown.json();
        };
    }

    private static void part(StringBuilder text, String title, @org.jspecify.annotations.Nullable String value) {
        if (value != null && !value.isEmpty()) {
            text.append('\n').append(title).append(":\n").append(value).append('\n');
        }
    }

    /** Such as {@code tool search_flights, 2.91 s, error}. */
    static String title(Span span) {
        var duration = Figures.duration(span.durationNanos());
        return span.kind().lowerCase() + " " + Names.of(span)
                + (duration.isEmpty() ? "" : ", " + duration)
                + (span.failed() ? ", error" : "");
    }
}
