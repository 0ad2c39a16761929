package dev.runtree.replay.edit;

import dev.runtree.model.Message;
import dev.runtree.model.Part;
import java.util.ArrayList;
import java.util.List;

/** The message that an edit knows as {@code system}: the first one, where it is the system's and nothing but text. */
public final class SystemPrompt {
    private SystemPrompt() {}

    /** Whether these begin with one. */
    public static boolean isFirstOf(List<Message> messages) {
        return !messages.isEmpty()
                && messages.getFirst().role().equals("system")
                && messages.getFirst().name() == null
                && messages.getFirst().parts().size() == 1
                && messages.getFirst().parts().getFirst() instanceof Part.Text;
    }

    /** The messages with this prompt in front, in place of what was there; with none where it is empty. */
    public static List<Message> before(List<Message> messages, String prompt) {
        var changed = new ArrayList<Message>(isFirstOf(messages) ? messages.subList(1, messages.size()) : messages);
        if (!prompt.isEmpty()) {
            changed.addFirst(Message.text("system", prompt));
        }
        return changed;
    }
}
