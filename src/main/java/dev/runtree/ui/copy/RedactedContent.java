package dev.runtree.ui.copy;

import dev.runtree.model.Content;
import dev.runtree.model.Content.Document;
import dev.runtree.model.Content.Failure;
import dev.runtree.model.Message;
import dev.runtree.model.Part;
import dev.runtree.redact.Redaction;
import org.jspecify.annotations.Nullable;

/** What a step says, redacted before it is put into any form: so that quotes and escapes of the form hide nothing. */
final class RedactedContent {
    private final Redaction redaction;

    RedactedContent(Redaction redaction) {
        this.redaction = redaction;
    }

    Content of(Content content) {
        var error = content.error();
        return new Content(
                isInputSaid(content) ? null : json(content.input()),
                isOutputSaid(content) ? null : json(content.output()),
                content.inputMessages().stream().map(this::message).toList(),
                content.outputMessages().stream().map(this::message).toList(),
                content.tools().stream().map(redaction::json).toList(),
                json(content.parameters()),
                json(content.toolArguments()),
                json(content.toolResult()),
                content.documents().stream().map(this::document).toList(),
                error == null ? null : new Failure(error.type(), text(error.message()), text(error.stackTrace())),
                content.facts());
    }

    /** What the messages or the arguments say as well is in no form twice, and is counted once. */
    private static boolean isInputSaid(Content content) {
        return !content.inputMessages().isEmpty() || content.toolArguments() != null;
    }

    private static boolean isOutputSaid(Content content) {
        return !content.outputMessages().isEmpty() || content.toolResult() != null;
    }

    Message message(Message message) {
        return new Message(
                message.role(),
                message.name(),
                message.parts().stream().map(this::part).toList());
    }

    private Part part(Part part) {
        return switch (part) {
            case Part.Text text -> new Part.Text(redaction.json(text.text()));
            case Part.Reasoning thought -> new Part.Reasoning(redaction.said(thought.text()));
            case Part.ToolCall call -> new Part.ToolCall(call.id(), call.name(), redaction.json(call.arguments()));
            case Part.ToolResult result ->
                new Part.ToolResult(result.id(), result.name(), redaction.json(result.result()));
            case Part.Media media -> new Part.Media(media.mimeType(), redaction.said(media.uri()));
            case Part.Unknown unknown -> new Part.Unknown(redaction.json(unknown.json()));
        };
    }

    private Document document(Document document) {
        return new Document(text(document.id()), json(document.content()), document.score(), json(document.metadata()));
    }

    /** As JSON where it is JSON, else as text. */
    private @Nullable String json(@Nullable String text) {
        return text == null ? null : redaction.json(text);
    }

    private @Nullable String text(@Nullable String text) {
        return text == null ? null : redaction.said(text);
    }
}
