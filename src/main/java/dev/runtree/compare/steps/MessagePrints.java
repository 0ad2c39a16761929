package dev.runtree.compare.steps;

import dev.runtree.compare.MessageText;
import dev.runtree.model.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Prints of conversations. A message that comes again with each further call is read once, as long as it is remembered. */
final class MessagePrints {
    private static final long MOST_CHARACTERS = 8 << 20;
    private static final int OF_ONE = 100;

    private final OwnMarks marks;
    private final Map<Message, Known> known = new LinkedHashMap<>(16, 0.75f, true);
    private long characters;

    private record Known(Print print, int characters) {}

    MessagePrints(OwnMarks marks) {
        this.marks = marks;
    }

    Print of(List<Message> messages) {
        return Print.of(messages.stream().map(this::of).toList());
    }

    private Print of(Message message) {
        var before = known.get(message);
        if (before != null) {
            return before.print();
        }
        var text = MessageText.of(message);
        var print = Print.of(text, marks);
        known.put(message, new Known(print, text.length() + OF_ONE));
        characters += text.length() + OF_ONE;
        for (var eldest = known.values().iterator(); characters > MOST_CHARACTERS && eldest.hasNext(); ) {
            characters -= eldest.next().characters();
            eldest.remove();
        }
        return print;
    }
}
