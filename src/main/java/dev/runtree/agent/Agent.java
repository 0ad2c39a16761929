package dev.runtree.agent;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runtree.agent.model.Model;
import dev.runtree.agent.tool.AgentTool;
import dev.runtree.agent.tool.OutputFormat;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model with instructions and tools.
 *
 * @param id what lists and filters know it by
 * @param name what people read
 * @param instructions the system message, a template over the session's state: {@code {{name}}}
 * @param tools what the model may call, each name once
 * @param output what its answers have to look like; {@code null} for text
 * @param state what a new session remembers from its beginning
 * @param sources MCP servers, whose tools come with each run, and what it knows
 */
public record Agent(
        String id,
        String name,
        @Nullable String instructions,
        Model model,
        List<AgentTool> tools,
        Sampling sampling,
        Limits limits,
        History history,
        Hooks hooks,
        Guardrails guardrails,
        @Nullable OutputFormat output,
        ObjectNode state,
        Sources sources)
        implements Component {

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
        return with(instructions, other, tools);
    }

    /** The same agent with other tools. */
    public Agent withTools(List<AgentTool> others) {
        return with(instructions, model, others);
    }

    /** The same agent with a team to lead. */
    Agent leading(String briefing, AgentTool delegation) {
        var own = instructions == null || instructions.isBlank() ? "" : instructions.strip() + "\n\n";
        var all = new ArrayList<>(tools);
        all.add(delegation);
        return with(own + briefing, model, all);
    }

    private Agent with(@Nullable String told, Model asked, List<AgentTool> called) {
        return new Agent(
                id, name, told, asked, called, sampling, limits, history, hooks, guardrails, output, state, sources);
    }
}
