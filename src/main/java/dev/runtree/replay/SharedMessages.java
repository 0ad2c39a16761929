package dev.runtree.replay;

import dev.runtree.model.Content;
import dev.runtree.model.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Keeps each message once: every call of a model repeats the conversation before it. */
final class SharedMessages {
    private final Map<Object, Object> kept = new HashMap<>();
    private final List<Message> fresh = new ArrayList<>();

    /** The same content, made of messages and definitions of tools that were seen before where they are equal. */
    Content in(Content content) {
        return new Content(
                content.input(),
                content.output(),
                content.inputMessages().stream().map(this::message).toList(),
                content.outputMessages().stream().map(this::message).toList(),
                content.tools().stream().map(this::tool).toList(),
                content.parameters(),
                content.toolArguments(),
                content.toolResult(),
                content.documents(),
                content.error(),
                content.facts());
    }

    /** The messages that came for the first time since this was asked last. */
    List<Message> takeNew() {
        var taken = List.copyOf(fresh);
        fresh.clear();
        return taken;
    }

    private Message message(Message message) {
        var known = kept.putIfAbsent(message, message);
        if (known == null) {
            fresh.add(message);
            return message;
        }
        return (Message) known;
    }

    private String tool(String tool) {
        var known = kept.putIfAbsent(tool, tool);
        return known == null ? tool : (String) known;
    }
}
