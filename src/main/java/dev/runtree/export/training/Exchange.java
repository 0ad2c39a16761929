package dev.runtree.export.training;

import dev.runtree.model.Message;
import dev.runtree.model.Run;
import dev.runtree.model.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model was asked and answered.
 *
 * @param asked what it saw, without its definitions of tools
 * @param answer what it said, of several choices the first
 * @param tools what it could use, each as JSON
 * @param parallel whether it could ask for several tools at once; {@code null} when that was not said
 * @param lack why nothing can be learned from it; {@code null} when something can
 */
record Exchange(
        Run run,
        Span call,
        List<Message> asked,
        List<Message> answer,
        List<String> tools,
        @Nullable Boolean parallel,
        @Nullable Reason lack) {
    Exchange {
        asked = List.copyOf(asked);
        answer = List.copyOf(answer);
        tools = List.copyOf(tools);
    }
}
