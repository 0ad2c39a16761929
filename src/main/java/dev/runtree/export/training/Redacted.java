package dev.runtree.export.training;

import dev.runtree.model.Message;
import dev.runtree.model.Part;
import dev.runtree.redact.Redaction;

/** What was said, with what must not leave replaced. Ids of calls stay, so that results are found by them. */
final class Redacted {
    private final Redaction redaction;

    Redacted(Redaction redaction) {
        this.redaction = redaction;
    }

    Example example(Example example) {
        return example.with(
                example.messages().stream().map(this::message).toList(),
                example.tools().stream().map(redaction::json).toList());
    }

    private Message message(Message message) {
        return new Message(
                message.role(),
                message.name() == null ? null : redaction.text(message.name()),
                message.parts().stream().map(this::part).toList());
    }

    private Part part(Part part) {
        return switch (part) {
            case Part.Text(String text) -> new Part.Text(redaction.json(text));
            case Part.Reasoning(String text) -> new Part.Reasoning(redaction.json(text));
            case Part.ToolCall call -> new Part.ToolCall(call.id(), call.name(), redaction.json(call.arguments()));
            case Part.ToolResult result ->
                new Part.ToolResult(result.id(), result.name(), redaction.json(result.result()));
            case Part.Media media -> new Part.Media(media.mimeType(), redaction.text(media.uri()));
            case Part.Unknown(String json) -> new Part.Unknown(redaction.json(json));
        };
    }
}
