package dev.runtree.replay.edit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runtree.model.Message;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can be changed of a step: as it was recorded, or as an edit made it. Equal to another when they say the same. */
public sealed interface EditableStep {

    /**
     * A model call.
     *
     * @param model {@code provider:name}; {@code null} where the record does not tell it
     * @param parameters temperature and the like
     * @param messages what the model sees, the system prompt among them
     */
    record Asking(@Nullable String model, ObjectNode parameters, List<Message> messages, List<OfferedTool> tools)
            implements EditableStep {
        public Asking {
            messages = List.copyOf(messages);
            tools = List.copyOf(tools);
        }
    }

    /**
     * A tool call.
     *
     * @param arguments as the model wrote them
     * @param result what the model was told; {@code null} where the record does not tell it
     * @param failed whether that was an error
     */
    record Calling(String tool, String arguments, @Nullable String result, boolean failed) implements EditableStep {}
}
