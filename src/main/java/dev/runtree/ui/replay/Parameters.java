package dev.runtree.ui.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runtree.replay.edit.JsonLayout;
import dev.runtree.ui.Messages;

/** JSON objects that a reader has written. */
final class Parameters {
    private Parameters() {}

    /**
     * An object; empty for no text.
     *
     * @param name of what the text is, for a mistake
     * @throws Refused when it is none, with the place of the mistake
     */
    static ObjectNode object(String name, String text) {
        try {
            if (JsonLayout.read(text.isBlank() ? "{}" : text) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            throw new Refused(
                    Messages.text(
                            "fork.json",
                            name,
                            String.valueOf(at.getLineNr()),
                            String.valueOf(at.getColumnNr()),
                            e.getOriginalMessage().lines().findFirst().orElse("")),
                    e);
        }
        throw new Refused(Messages.text("fork.json.object", name));
    }
}
