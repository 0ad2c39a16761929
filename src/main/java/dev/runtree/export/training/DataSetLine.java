package dev.runtree.export.training;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.runtree.model.Message;
import dev.runtree.model.Part;
import dev.runtree.redact.Redaction;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line of a data set: what a model was asked, what it could use, what it answered, and where that is from. Messages and parts
 * are those of OpenTelemetry's {@code gen_ai.input.messages} and {@code gen_ai.output.messages}, so nothing is left out for want
 * of a place.
 */
final class DataSetLine implements LineForm {

    private final boolean reasoning;
    private final @Nullable Redaction redaction;

    /** @param redaction what is told of where it is from goes through it */
    DataSetLine(boolean reasoning, @Nullable Redaction redaction) {
        this.reasoning = reasoning;
        this.redaction = redaction;
    }

    Facts facts(Example example) {
        var facts = Facts.of(example);
        return redaction == null ? facts : facts.redacted(redaction);
    }

    @Override
    public void write(Example example, JsonGenerator to) throws IOException {
        to.writeStartObject();
        to.writeStringField("id", example.id());
        to.writeFieldName("input");
        messages(asked(example), to);
        to.writeFieldName("tools");
        tools(example, to);
        to.writeFieldName("expected_output");
        message(example.messages().getLast(), to);
        to.writeFieldName("metadata");
        facts(example).write(to);
        to.writeEndObject();
    }

    private static List<Message> asked(Example example) {
        return example.messages().subList(0, example.messages().size() - 1);
    }

    String input(Example example) throws IOException {
        return json(to -> messages(asked(example), to));
    }

    String tools(Example example) throws IOException {
        return json(to -> tools(example, to));
    }

    String expectedOutput(Example example) throws IOException {
        return json(to -> message(example.messages().getLast(), to));
    }

    private interface Writing {
        void write(JsonGenerator to) throws IOException;
    }

    private static String json(Writing writing) throws IOException {
        var text = new StringWriter();
        try (var to = ExactJson.MAPPER.getFactory().createGenerator(text)) {
            writing.write(to);
        }
        return text.toString();
    }

    private void messages(List<Message> messages, JsonGenerator to) throws IOException {
        to.writeStartArray();
        for (var message : messages) {
            message(message, to);
        }
        to.writeEndArray();
    }

    /** The tools as their providers define them. */
    private static void tools(Example example, JsonGenerator to) throws IOException {
        to.writeStartArray();
        for (var tool : example.tools()) {
            value(tool, to);
        }
        to.writeEndArray();
    }

    private void message(Message message, JsonGenerator to) throws IOException {
        to.writeStartObject();
        to.writeStringField("role", message.role());
        if (message.name() != null) {
            to.writeStringField("name", message.name());
        }
        to.writeArrayFieldStart("parts");
        for (var part : message.parts()) {
            if (reasoning || !(part instanceof Part.Reasoning)) {
                part(part, to);
            }
        }
        to.writeEndArray();
        to.writeEndObject();
    }

    private static void part(Part part, JsonGenerator to) throws IOException {
        switch (part) {
            case Part.Text(String text) -> said("text", text, to);
            case Part.Reasoning(String text) -> said("reasoning", text, to);
            case Part.ToolCall call -> {
                to.writeStartObject();
                to.writeStringField("type", "tool_call");
                to.writeStringField("id", call.id());
                to.writeStringField("name", call.name());
                to.writeFieldName("arguments");
                value(call.arguments(), to);
                to.writeEndObject();
            }
            case Part.ToolResult result -> {
                to.writeStartObject();
                to.writeStringField("type", "tool_call_response");
                to.writeStringField("id", result.id());
                to.writeFieldName("response");
                value(result.result(), to);
                to.writeEndObject();
            }
            case Part.Media media -> {
                to.writeStartObject();
                to.writeStringField("type", "uri");
                to.writeStringField("mime_type", media.mimeType());
                to.writeStringField("uri", media.uri());
                to.writeEndObject();
            }
            case Part.Unknown(String json) -> value(json, to);
        }
    }

    private static void said(String type, String text, JsonGenerator to) throws IOException {
        to.writeStartObject();
        to.writeStringField("type", type);
        to.writeStringField("content", text);
        to.writeEndObject();
    }

    /** JSON as JSON, all else as a text. */
    private static void value(String text, JsonGenerator to) throws IOException {
        var tree = ExactJson.tree(text);
        if (tree == null) {
            to.writeString(text);
        } else {
            to.writeTree(tree);
        }
    }
}
