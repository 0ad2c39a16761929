package dev.runtree.otlp.message;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runtree.model.Message;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the chat messages of Haystack. */
public final class HaystackMessages {
    private HaystackMessages() {}

    /** What a generator was asked: messages, or the prompt of one that does not chat. */
    public static List<Message> asked(@Nullable JsonNode input) {
        if (input == null) {
            return List.of();
        }
        var prompt = input.path("prompt");
        return prompt.isTextual()
                ? List.of(Message.text("user", prompt.textValue()))
                : messages(input.path("messages"), "user");
    }

    /** The replies of a generator: messages, or the texts of one that does not chat. */
    public static List<Message> answered(@Nullable JsonNode output) {
        return output == null ? List.of() : messages(output.path("replies"), "assistant");
    }

    /** What the generator tells about its first reply: the model, the usage. */
    public static JsonNode about(JsonNode output) {
        var meta = output.path("meta");
        if (!meta.isMissingNode()) {
            return meta.isArray() ? meta.path(0) : meta;
        }
        var reply = output.path("replies").path(0);
        return reply.has("_meta") ? reply.path("_meta") : reply.path("meta");
    }

    /** The texts that a pipeline's components were given: as such, or as the last message of several. */
    public static Set<String> texts(JsonNode components) {
        var texts = new LinkedHashSet<String>();
        for (var component : components) {
            for (var value : component) {
                if (value.isTextual()) {
                    texts.add(value.textValue());
                }
            }
            var messages = JsonMessages.read(component.path("messages"), "user");
            if (!messages.isEmpty()) {
                texts.add(messages.getLast().text());
            }
        }
        return texts;
    }

    private static List<Message> messages(JsonNode said, String role) {
        if (said.isTextual()) {
            return List.of(Message.text(role, said.textValue()));
        }
        var messages = new ArrayList<Message>();
        for (var each : said) {
            messages.add(JsonMessages.message(each, role));
        }
        return messages;
    }
}
