package dev.runtree.export.training;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.runtree.model.Message;
import dev.runtree.model.Part;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A line of OpenAI's supervised fine-tuning of chat models: {@code FineTuneChatRequestInput} of its API. It has no {@code
 * developer}, who is written as {@code system}, and takes images, but no sound or files.
 */
final class OpenAiChat implements LineForm {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{1,64}");

    private final boolean reasoning;

    /** @param reasoning as {@code reasoning_content}, which OpenAI does not have, but the makers of open models do */
    OpenAiChat(boolean reasoning) {
        this.reasoning = reasoning;
    }

    @Override
    public void write(Example example, JsonGenerator to) throws IOException, Unfit {
        to.writeStartObject();
        to.writeArrayFieldStart("messages");
        for (var message : example.messages()) {
            to.writeStartObject();
            switch (message.role()) {
                case "system", "developer" -> {
                    to.writeStringField("role", "system");
                    to.writeStringField("content", words(message));
                }
                case "user" -> user(message, to);
                case "assistant" -> assistant(message, to);
                case "tool" -> result(message, to);
                default -> throw new Unfit(Reason.ROLE);
            }
            to.writeEndObject();
        }
        to.writeEndArray();
        tools(example, to);
        to.writeEndObject();
    }

    private static void user(Message message, JsonGenerator to) throws IOException, Unfit {
        to.writeStringField("role", "user");
        var name = message.name();
        if (name != null && NAME.matcher(name).matches()) {
            to.writeStringField("name", name);
        }
        if (message.parts().stream().noneMatch(Part.Media.class::isInstance)) {
            to.writeStringField("content", words(message));
            return;
        }
        to.writeArrayFieldStart("content");
        for (var part : message.parts()) {
            to.writeStartObject();
            switch (part) {
                case Part.Text(String text) -> {
                    to.writeStringField("type", "text");
                    to.writeStringField("text", text);
                }
                case Part.Media media -> {
                    to.writeStringField("type", "image_url");
                    to.writeObjectFieldStart("image_url");
                    to.writeStringField("url", Images.address(media));
                    to.writeEndObject();
                }
                case Part.Reasoning any -> throw new Unfit(Reason.UNKNOWN_PART);
                case Part.ToolCall any -> throw new Unfit(Reason.ORDER);
                case Part.ToolResult any -> throw new Unfit(Reason.ORDER);
                case Part.Unknown any -> throw new Unfit(Reason.UNKNOWN_PART);
            }
            to.writeEndObject();
        }
        to.writeEndArray();
    }

    private void assistant(Message message, JsonGenerator to) throws IOException, Unfit {
        to.writeStringField("role", "assistant");
        var said = message.parts().stream()
                .filter(part -> !(part instanceof Part.ToolCall) && !(part instanceof Part.Reasoning))
                .toList();
        if (said.isEmpty()) {
            to.writeNullField("content");
        } else {
            to.writeStringField("content", words(new Message("assistant", null, said)));
        }
        var thought = thought(message);
        if (reasoning && !thought.isEmpty()) {
            to.writeStringField("reasoning_content", thought);
        }
        var calls = calls(message);
        if (!calls.isEmpty()) {
            to.writeArrayFieldStart("tool_calls");
            for (var call : calls) {
                to.writeStartObject();
                to.writeStringField("id", call.id());
                to.writeStringField("type", "function");
                to.writeObjectFieldStart("function");
                to.writeStringField("name", call.name());
                to.writeStringField("arguments", call.arguments());
                to.writeEndObject();
                to.writeEndObject();
            }
            to.writeEndArray();
        }
    }

    private static void result(Message message, JsonGenerator to) throws IOException, Unfit {
        if (!(message.parts().getFirst() instanceof Part.ToolResult result)) {
            throw new Unfit(Reason.ORPHAN_RESULT);
        }
        to.writeStringField("role", "tool");
        to.writeStringField("tool_call_id", result.id());
        to.writeStringField("content", result.result());
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
            to.writeObjectFieldStart("function");
            function(tool, to);
            to.writeEndObject();
            to.writeEndObject();
        }
        to.writeEndArray();
        if (example.parallel() != null) {
            to.writeBooleanField("parallel_tool_calls", example.parallel());
        }
    }

    static void function(OfferedTool tool, JsonGenerator to) throws IOException {
        to.writeStringField("name", tool.name());
        if (tool.description() != null) {
            to.writeStringField("description", tool.description());
        }
        to.writeFieldName("parameters");
        to.writeTree(tool.parameters());
    }

    static List<Part.ToolCall> calls(Message message) {
        return message.parts().stream()
                .filter(Part.ToolCall.class::isInstance)
                .map(Part.ToolCall.class::cast)
                .toList();
    }

    static String thought(Message message) {
        return message.parts().stream()
                .filter(Part.Reasoning.class::isInstance)
                .map(part -> ((Part.Reasoning) part).text())
                .filter(text -> !text.isBlank())
                .collect(Collectors.joining("\n"));
    }

    /** The words of a message that has nothing but words. */
    static String words(Message message) throws Unfit {
        for (var part : message.parts()) {
            if (part instanceof Part.Media) {
                throw new Unfit(Reason.MEDIA);
            }
            if (!(part instanceof Part.Text) && !(part instanceof Part.Reasoning)) {
                throw new Unfit(Reason.UNKNOWN_PART);
            }
        }
        return message.text();
    }
}
