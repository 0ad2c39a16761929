package dev.runtree.ui.detail;

import dev.runtree.model.Figures;
import dev.runtree.model.Message;
import dev.runtree.model.Part;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A piece of a conversation as it is shown: one after the other, in the order in which they were said. */
sealed interface Card {

    /** Words, of a role. */
    record Words(String role, String text) implements Card {}

    /** What the model thought. */
    record Thought(String text) implements Card {}

    /** A call with what it answered, when that is among the messages. */
    record Call(
            String name,
            @Nullable String id,
            String arguments,
            @Nullable String result) implements Card {}

    /** A result whose call is not among the messages. */
    record Result(String name, String result) implements Card {}

    /** An image, sound or file: said, never loaded. */
    record Media(String role, String note) implements Card {}

    /** What no rule knows. */
    record Other(String role, String json) implements Card {}

    /** The cards of messages, calls together with their results. */
    static List<Card> of(List<Message> messages) {
        var cards = new ArrayList<Card>();
        Set<Part.ToolResult> matched = new HashSet<>();
        for (var at = 0; at < messages.size(); at++) {
            for (var part : messages.get(at).parts()) {
                add(messages, at, part, matched, cards);
            }
        }
        return List.copyOf(cards);
    }

    private static void add(List<Message> messages, int at, Part part, Set<Part.ToolResult> matched, List<Card> cards) {
        var role = messages.get(at).role();
        switch (part) {
            case Part.Text text -> cards.add(new Words(role, text.text()));
            case Part.Reasoning thought -> cards.add(new Thought(thought.text()));
            case Part.ToolCall call -> {
                var result = result(messages, at, call, matched);
                cards.add(new Call(call.name(), call.id(), call.arguments(), result == null ? null : result.result()));
            }
            case Part.ToolResult result -> {
                if (!matched.contains(result)) {
                    var name = result.name() != null
                            ? result.name()
                            : messages.get(at).name();
                    cards.add(new Result(name == null ? role : name, result.result()));
                }
            }
            case Part.Media media -> cards.add(new Media(role, note(media)));
            case Part.Unknown unknown -> cards.add(new Other(role, unknown.json()));
        }
    }

    /** By id; where the producer sends none, the next free result of that name. */
    private static Part.@Nullable ToolResult result(
            List<Message> messages, int from, Part.ToolCall call, Set<Part.ToolResult> matched) {
        for (var message : messages.subList(from, messages.size())) {
            for (var part : message.parts()) {
                if (part instanceof Part.ToolResult result && !matched.contains(result) && answers(result, call)) {
                    matched.add(result);
                    return result;
                }
            }
        }
        return null;
    }

    private static boolean answers(Part.ToolResult result, Part.ToolCall call) {
        if (call.id() != null && result.id() != null) {
            return call.id().equals(result.id());
        }
        return call.name().equals(result.name());
    }

    private static String note(Part.Media media) {
        var type = media.mimeType() == null ? "media" : media.mimeType();
        if (media.uri().startsWith("data:")) {
            return type + ", sent along, " + Figures.bytes(media.uri().length());
        }
        return type + ", " + media.uri();
    }
}
