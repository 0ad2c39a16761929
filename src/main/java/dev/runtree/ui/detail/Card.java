package dev.runtree.ui.detail;

import dev.runtree.model.Message;
import dev.runtree.model.Part;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A piece of a conversation as it is shown: one after the other, in the order in which they were said. */
sealed interface Card {

    /** Words, of a role. */
    record Words(String role, String text) implements Card {}

    /** What the model thought. */
    record Thought(String text) implements Card {}

    /**
     * A call with what it answered.
     *
     * @param result as the messages have it, else as its own step has it; {@code null} when neither does
     * @param run the step in which it ran; {@code null} when that is not known
     */
    record Call(
            String name,
            @Nullable String id,
            String arguments,
            @Nullable String result,
            @Nullable ToolRun run) implements Card {

        Call(String name, @Nullable String id, String arguments, @Nullable String result) {
            this(name, id, arguments, result, null);
        }
    }

    /** A result whose call is not among the messages. */
    record Result(String name, String result) implements Card {}

    /** An image, sound or file. */
    record Media(String role, Part.Media media) implements Card {}

    /** What no rule knows. */
    record Other(String role, String json) implements Card {}

    /** What it says as a message of its own: a call with what it answered. */
    default Message message() {
        return switch (this) {
            case Words words -> Message.text(words.role(), words.text());
            case Thought thought -> message("assistant", new Part.Reasoning(thought.text()));
            case Call call -> {
                var asked = new Part.ToolCall(call.id(), call.name(), call.arguments());
                yield call.result() == null
                        ? message("assistant", asked)
                        : message("assistant", asked, new Part.ToolResult(call.id(), call.name(), call.result()));
            }
            case Result result -> message("tool", new Part.ToolResult(null, result.name(), result.result()));
            case Media media -> message(media.role(), media.media());
            case Other other -> message(other.role(), new Part.Unknown(other.json()));
        };
    }

    private static Message message(String role, Part... parts) {
        return new Message(role, null, List.of(parts));
    }

    /** The cards of messages, calls together with their results. */
    static List<Card> of(List<Message> messages) {
        return CardReader.of(messages, List.of(), List.of()).stream()
                .map(CardReader.Placed::card)
                .toList();
    }
}
