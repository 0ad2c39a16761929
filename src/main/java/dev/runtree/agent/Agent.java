package dev.runtree.agent;

import dev.runtree.agent.model.Model;
import dev.runtree.agent.tool.ToolMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model with instructions and tools. Has no state: one agent may make any number of runs at once.
 *
 * @param id what lists and filters know it by
 * @param name what people read
 * @param instructions the system message
 * @param tools what the model may call, each name once
 * @param maxSteps model calls in one run; a run that wants more of them fails
 * @param history earlier runs of the session that the model is shown, see {@link AgentOs}
 */
public record Agent(
        String id,
        String name,
        @Nullable String instructions,
        Model model,
        List<ToolMethod> tools,
        Sampling sampling,
        int maxSteps,
        int history) {

    /**
     * How the model chooses its words; what is {@code null} is left to the model's server.
     *
     * @param maxTokens of one answer
     */
    public record Sampling(
            @Nullable Double temperature,
            @Nullable Double topP,
            @Nullable Integer maxTokens) {}

    public Agent {
        tools = List.copyOf(tools);
    }

    public static AgentBuilder builder(String id) {
        return new AgentBuilder(id);
    }

    /** The same agent on another model. */
    public Agent withModel(Model other) {
        return new Agent(id, name, instructions, other, tools, sampling, maxSteps, history);
    }
}
