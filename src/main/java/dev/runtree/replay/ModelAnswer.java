package dev.runtree.replay;

import dev.runtree.model.Message;
import dev.runtree.model.Part;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a model answered.
 *
 * @param messages mostly one
 * @param finishReasons why it stopped, in small letters
 */
public record ModelAnswer(List<Message> messages, List<String> finishReasons) {
    public ModelAnswer {
        messages = List.copyOf(messages);
        finishReasons = List.copyOf(finishReasons);
    }

    /** What it says, without the tools that it asks for and what it thought; empty where that is nothing. */
    public String text() {
        return messages.stream()
                .flatMap(message -> message.parts().stream())
                .filter(Part.Text.class::isInstance)
                .map(part -> ((Part.Text) part).text())
                .collect(Collectors.joining("\n"));
    }

    /** The tools that it asks for, in its order. */
    public List<Part.ToolCall> toolCalls() {
        return messages.stream()
                .flatMap(message -> message.parts().stream())
                .filter(Part.ToolCall.class::isInstance)
                .map(Part.ToolCall.class::cast)
                .toList();
    }
}
