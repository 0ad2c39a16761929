package dev.runtree.agent;

import dev.runtree.agent.model.Model;
import dev.runtree.agent.tool.BadTool;
import dev.runtree.agent.tool.ToolMethod;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds an {@link Agent}; only the model has to be set. */
public final class AgentBuilder {
    private final String id;
    private String name;
    private @Nullable String instructions;
    private @Nullable Model model;
    private final List<ToolMethod> tools = new ArrayList<>();
    private @Nullable Double temperature;
    private @Nullable Double topP;
    private @Nullable Integer maxTokens;
    private int maxSteps = 20;
    private int history = 10;

    AgentBuilder(String id) {
        if (id.isBlank()) {
            throw new IllegalArgumentException("an agent's id must not be empty");
        }
        this.id = id;
        this.name = id;
    }

    public AgentBuilder name(String value) {
        name = value;
        return this;
    }

    public AgentBuilder instructions(@Nullable String value) {
        instructions = value;
        return this;
    }

    public AgentBuilder model(Model value) {
        model = value;
        return this;
    }

    /**
     * Adds the {@link dev.runtree.agent.tool.Tool} methods of each object.
     *
     * @throws BadTool when an object has none, or one cannot be a tool
     */
    public AgentBuilder tools(Object... owners) {
        for (var owner : owners) {
            for (var tool : ToolMethod.of(owner)) {
                if (tools.stream().anyMatch(other -> other.name().equals(tool.name()))) {
                    throw new BadTool("the agent " + id + " has two tools named " + tool.name());
                }
                tools.add(tool);
            }
        }
        return this;
    }

    public AgentBuilder temperature(@Nullable Double value) {
        temperature = value;
        return this;
    }

    public AgentBuilder topP(@Nullable Double value) {
        topP = value;
        return this;
    }

    /** The longest answer, in tokens. */
    public AgentBuilder maxTokens(@Nullable Integer value) {
        maxTokens = value;
        return this;
    }

    /** Model calls in one run; 20 unless set. */
    public AgentBuilder maxSteps(int value) {
        if (value < 1) {
            throw new IllegalArgumentException("an agent needs at least one step");
        }
        maxSteps = value;
        return this;
    }

    /** Earlier runs of the session that the model is shown; 10 unless set, 0 for none. */
    public AgentBuilder history(int value) {
        history = Math.max(0, value);
        return this;
    }

    public Agent build() {
        if (model == null) {
            throw new IllegalStateException("the agent " + id + " has no model");
        }
        var sampling = new Agent.Sampling(temperature, topP, maxTokens);
        return new Agent(id, name, instructions, model, tools, sampling, maxSteps, history);
    }
}
