package dev.runtree.model;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One message of a conversation with a model.
 *
 * @param role {@code system}, {@code user}, {@code assistant}, {@code tool}, or the producer's own word
 */
public record Message(String role, @Nullable String name, List<Part> parts) {
    public Message {
        parts = List.copyOf(parts);
    }

    public static Message text(String role, String text) {
        return new Message(role, null, List.of(new Part.Text(text)));
    }

    /** The words of the message, without calls, results and media. */
    public String text() {
        return parts.stream()
                .filter(Part.Text.class::isInstance)
                .map(part -> ((Part.Text) part).text())
                .collect(Collectors.joining("\n"));
    }
}
