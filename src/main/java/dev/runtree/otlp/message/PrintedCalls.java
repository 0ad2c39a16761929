package dev.runtree.otlp.message;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runtree.model.Message;
import dev.runtree.model.Part;
import dev.runtree.otlp.text.PythonLiteral;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the tool calls in texts that are Python's print of a client's object: {@code ResponseFunctionToolCall(name='f', ..)},
 * or a whole message, {@code {'content': None, 'tool_calls': [..]}}.
 */
public final class PrintedCalls {
    private static final String CALL = "ResponseFunctionToolCall(";

    private PrintedCalls() {}

    /** The messages with calls in place of their print. */
    public static List<Message> read(List<Message> messages) {
        return messages.stream().map(PrintedCalls::read).toList();
    }

    private static Message read(Message message) {
        var parts = new ArrayList<Part>();
        for (var part : message.parts()) {
            var printed = part instanceof Part.Text text ? printed(text.text()) : null;
            if (printed == null) {
                parts.add(part);
            } else {
                parts.addAll(JsonMessages.message(printed, message.role()).parts());
            }
        }
        return new Message(message.role(), message.name(), parts);
    }

    private static @Nullable JsonNode printed(String text) {
        var isCall = text.startsWith(CALL);
        if (!isCall && !(text.startsWith("{'") && text.contains("'tool_calls': ["))) {
            return null;
        }
        var object = PythonLiteral.parse(text);
        var isRead = object != null && (isCall ? object.has("name") : object.has("tool_calls"));
        return isRead ? object : null;
    }
}
