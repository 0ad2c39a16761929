package dev.runtree.compare;

import dev.runtree.model.Message;
import dev.runtree.model.Part;
import java.util.List;
import java.util.stream.Collectors;

/** Messages as a model reads them: equal for those that say the same. Ids of calls and what a model thought are no part of it. */
public final class MessageText {
    private MessageText() {}

    public static String of(List<Message> messages) {
        return messages.stream().map(MessageText::of).collect(Collectors.joining("\n\n"));
    }

    public static String of(Message message) {
        return message.role() + ": "
                + message.parts().stream()
                        .map(MessageText::of)
                        .filter(text -> !text.isEmpty())
                        .collect(Collectors.joining("\n"));
    }

    public static String of(Part part) {
        return switch (part) {
            case Part.Text text -> text.text();
            case Part.Reasoning reasoning -> "";
            case Part.ToolCall call -> "calls " + call.name() + " " + JsonMeaning.of(call.arguments());
            case Part.ToolResult result -> JsonMeaning.of(result.result());
            case Part.Media media -> media.uri();
            case Part.Unknown unknown -> JsonMeaning.of(unknown.json());
        };
    }
}
