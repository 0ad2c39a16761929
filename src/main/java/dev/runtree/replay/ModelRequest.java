package dev.runtree.replay;

import dev.runtree.model.Message;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a model was asked.
 *
 * @param provider OpenTelemetry's {@code gen_ai.provider.name}
 * @param model the one that was asked for, or else the one that answered
 * @param parameters temperature and the like, a JSON object
 * @param messages as the model saw them, the system's first where there are any
 * @param tools the tools offered, each as JSON
 */
public record ModelRequest(
        @Nullable String provider,
        @Nullable String model,
        @Nullable String parameters,
        List<Message> messages,
        List<String> tools) {
    public ModelRequest {
        messages = List.copyOf(messages);
        tools = List.copyOf(tools);
    }
}
