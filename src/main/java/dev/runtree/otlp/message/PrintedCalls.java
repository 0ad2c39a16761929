package dev.runtree.otlp.message;

import dev.runtree.model.Message;
import dev.runtree.model.Part;
import dev.runtree.otlp.text.PythonLiteral;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the tool calls in texts that are Python's print of a client's object: {@code ResponseFunctionToolCall(name='f', ..)},
 * or a whole message, {@code {'content': None, 'tool_calls': [..]}}.
 */
public final class PrintedCalls {
    private static final String CALL = "ResponseFunctionToolCall(";
    private static final String CALLS = "'tool_calls': [";

    private PrintedCalls() {}

    /** The messages with calls in place of their print. */
    public static List<Message> read(List<Message> messages) {
        return messages.stream().map(PrintedCalls::read).toList();
    }

    private static Message read(Message message) {
        var parts = new ArrayList<Part>();
        for (var part : message.parts()) {
            parts.addAll(part instanceof Part.Text text ? read(text) : List.of(part));
        }
        return new Message(message.role(), message.name(), parts);
    }

    private static List<Part> read(Part.Text text) {
        if (text.text().startsWith(CALL)) {
            var call = PythonLiteral.parse(text.text());
            return call != null && call.has("name") ? List.of(JsonParts.call(call)) : List.of(text);
        }
        if (text.text().startsWith("{'") && text.text().contains(CALLS)) {
            var message = PythonLiteral.parse(text.text());
            var parts = message == null
                    ? List.<Part>of()
                    : JsonMessages.message(message, "assistant").parts();
            return parts.isEmpty() ? List.of(text) : parts;
        }
        return List.of(text);
    }
}
