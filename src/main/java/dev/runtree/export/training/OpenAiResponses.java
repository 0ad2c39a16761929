package dev.runtree.export.training;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.runtree.model.Message;
import dev.runtree.model.Part;
import java.io.IOException;

/**
 * A line of items as OpenAI's Responses API takes them and gives them back: what the model was asked as {@code input}, its last
 * answer as {@code output}, and {@code tools} as they are defined there.
 */
final class OpenAiResponses implements LineForm {
    private final boolean reasoning;

    OpenAiResponses(boolean reasoning) {
        this.reasoning = reasoning;
    }

    /** Items that the API gives back have ids: these count them, since nobody recorded the real ones. */
    private static final class Ids {
        private int count;

        String next(String kind) {
            return kind + "_" + ++count;
        }
    }

    @Override
    public void write(Example example, JsonGenerator to) throws IOException, Unfit {
        var ids = new Ids();
        var answered = example.messages().size() - 1;
        to.writeStartObject();
        to.writeArrayFieldStart("input");
        for (var message : example.messages().subList(0, answered)) {
            items(message, ids, to);
        }
        to.writeEndArray();
        to.writeArrayFieldStart("output");
        for (var message :
                example.messages().subList(answered, example.messages().size())) {
            items(message, ids, to);
        }
        to.writeEndArray();
        tools(example, to);
        to.writeEndObject();
    }

    private void items(Message message, Ids ids, JsonGenerator to) throws IOException, Unfit {
        switch (message.role()) {
            case "system", "developer", "user" -> asked(message, to);
            case "assistant" -> answered(message, ids, to);
            case "tool" -> {
                if (!(message.parts().getFirst() instanceof Part.ToolResult result)) {
                    throw new Unfit(Reason.ORPHAN_RESULT);
                }
                to.writeStartObject();
                to.writeStringField("type", "function_call_output");
                to.writeStringField("call_id", result.id());
                to.writeStringField("output", result.result());
                to.writeEndObject();
            }
            default -> throw new Unfit(Reason.ROLE);
        }
    }

    private static void asked(Message message, JsonGenerator to) throws IOException, Unfit {
        to.writeStartObject();
        to.writeStringField("type", "message");
        to.writeStringField("role", message.role());
        to.writeArrayFieldStart("content");
        for (var part : message.parts()) {
            to.writeStartObject();
            switch (part) {
                case Part.Text(String text) -> {
                    to.writeStringField("type", "input_text");
                    to.writeStringField("text", text);
                }
                case Part.Media media -> {
                    to.writeStringField("type", "input_image");
                    to.writeStringField("image_url", Images.address(media));
                    to.writeStringField("detail", "auto");
                }
                case Part.Reasoning any -> throw new Unfit(Reason.UNKNOWN_PART);
                case Part.ToolCall any -> throw new Unfit(Reason.ORDER);
                case Part.ToolResult any -> throw new Unfit(Reason.ORDER);
                case Part.Unknown any -> throw new Unfit(Reason.UNKNOWN_PART);
            }
            to.writeEndObject();
        }
        to.writeEndArray();
        to.writeEndObject();
    }

    /** In the order in which the model said it: what it thought, what it said, what it asked for. */
    private void answered(Message message, Ids ids, JsonGenerator to) throws IOException, Unfit {
        for (var part : message.parts()) {
            switch (part) {
                case Part.Reasoning(String text) -> {
                    if (reasoning && !text.isBlank()) {
                        thought(text, ids, to);
                    }
                }
                case Part.Text(String text) -> said(text, ids, to);
                case Part.ToolCall call -> {
                    to.writeStartObject();
                    to.writeStringField("type", "function_call");
                    to.writeStringField("call_id", call.id());
                    to.writeStringField("name", call.name());
                    to.writeStringField("arguments", call.arguments());
                    to.writeEndObject();
                }
                case Part.Media any -> throw new Unfit(Reason.MEDIA);
                case Part.ToolResult any -> throw new Unfit(Reason.ORDER);
                case Part.Unknown any -> throw new Unfit(Reason.UNKNOWN_PART);
            }
        }
    }

    private static void thought(String text, Ids ids, JsonGenerator to) throws IOException {
        to.writeStartObject();
        to.writeStringField("type", "reasoning");
        to.writeStringField("id", ids.next("rs"));
        to.writeArrayFieldStart("summary");
        to.writeStartObject();
        to.writeStringField("type", "summary_text");
        to.writeStringField("text", text);
        to.writeEndObject();
        to.writeEndArray();
        to.writeEndObject();
    }

    private static void said(String text, Ids ids, JsonGenerator to) throws IOException {
        to.writeStartObject();
        to.writeStringField("type", "message");
        to.writeStringField("id", ids.next("msg"));
        to.writeStringField("status", "completed");
        to.writeStringField("role", "assistant");
        to.writeArrayFieldStart("content");
        to.writeStartObject();
        to.writeStringField("type", "output_text");
        to.writeStringField("text", text);
        to.writeArrayFieldStart("annotations");
        to.writeEndArray();
        to.writeArrayFieldStart("logprobs");
        to.writeEndArray();
        to.writeEndObject();
        to.writeEndArray();
        to.writeEndObject();
    }

    private static void tools(Example example, JsonGenerator to) throws IOException {
        var tools = OfferedTool.of(example.tools());
        if (tools.isEmpty()) {
            return;
        }
        to.writeArrayFieldStart("tools");
        for (var tool : tools) {
            to.writeStartObject();
            to.writeStringField("type", "function");
            OpenAiChat.function(tool, to);
            // Without it the API would take the schema for a strict one, which it was recorded nowhere to be.
            to.writeBooleanField("strict", false);
            to.writeEndObject();
        }
        to.writeEndArray();
        if (example.parallel() != null) {
            to.writeBooleanField("parallel_tool_calls", example.parallel());
        }
    }
}
