package dev.runtree.agent;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.service.tool.ToolExecutor;
import dev.runtree.agent.guardrail.Guardrail;
import dev.runtree.agent.hook.BadHook;
import dev.runtree.agent.hook.HookMethod;
import dev.runtree.agent.mcp.McpServer;
import dev.runtree.agent.model.Model;
import dev.runtree.agent.retrieval.Knowledge;
import dev.runtree.agent.tool.AgentTool;
import dev.runtree.agent.tool.BadTool;
import dev.runtree.agent.tool.ExecutorTool;
import dev.runtree.agent.tool.OutputFormat;
import dev.runtree.agent.tool.ToolMethod;
import dev.runtree.agent.tool.ToolPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Builds an {@link Agent}; only the model has to be set. */
public final class AgentBuilder {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final String id;
    private String name;
    private @Nullable String instructions;
    private @Nullable Model model;
    private final List<AgentTool> tools = new ArrayList<>();
    private @Nullable Double temperature;
    private @Nullable Double topP;
    private @Nullable Integer maxTokens;
    private Limits limits = Limits.DEFAULT;
    private History history = History.DEFAULT;
    private final List<HookMethod> before = new ArrayList<>();
    private final List<HookMethod> after = new ArrayList<>();
    private final List<HookMethod> beforeTools = new ArrayList<>();
    private final List<HookMethod> afterTools = new ArrayList<>();
    private final List<Guardrail> guardsBefore = new ArrayList<>();
    private final List<Guardrail> guardsAfter = new ArrayList<>();
    private @Nullable OutputFormat output;
    private final ObjectNode state = JsonNodeFactory.instance.objectNode();
    private final List<McpServer> servers = new ArrayList<>();
    private final List<Knowledge> knowledge = new ArrayList<>();

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

    /** The system message: {@code {{name}}} in it stands for a value of the session's state, see {@link Instructions}. */
    public AgentBuilder instructions(@Nullable String value) {
        instructions = value;
        return this;
    }

    public AgentBuilder model(Model value) {
        model = value;
        return this;
    }

    /**
     * Adds tools: each object that is one, and the {@link dev.runtree.agent.tool.Tool} methods of any other.
     *
     * @throws BadTool when an object has none, or one cannot be a tool
     */
    public AgentBuilder tools(Object... owners) {
        for (var owner : owners) {
            (owner instanceof AgentTool tool ? List.of(tool) : ToolMethod.of(owner)).forEach(this::add);
        }
        return this;
    }

    /**
     * Adds a tool of LangChain4j's.
     *
     * @throws BadTool when there is one of its name already
     */
    public AgentBuilder tool(ToolSpecification specification, ToolExecutor executor) {
        add(new ExecutorTool(specification, executor));
        return this;
    }

    private void add(AgentTool tool) {
        if (tools.stream().anyMatch(other -> other.name().equals(tool.name()))) {
            throw new BadTool("the agent " + id + " has two tools named " + tool.name());
        }
        tools.add(tool);
    }

    /**
     * Sets under which conditions a tool is called that has been added.
     *
     * @param change makes the new conditions of those that it has
     * @throws BadTool when there is no such tool
     */
    public AgentBuilder policy(String tool, UnaryOperator<ToolPolicy> change) {
        for (var i = 0; i < tools.size(); i++) {
            if (tools.get(i).name().equals(tool)) {
                tools.set(i, tools.get(i).under(change.apply(tools.get(i).policy())));
                return this;
            }
        }
        throw new BadTool("the agent " + id + " has no tool named " + tool + "; it has "
                + tools.stream().map(AgentTool::name).toList());
    }

    /** Has somebody approve each call of these tools before it is made, however long that takes. */
    public AgentBuilder confirm(String... names) {
        for (var tool : names) {
            policy(tool, policy -> policy.withConfirmation(policy.deadline()));
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
        return limits(limits.withMaxSteps(value));
    }

    /** How far a run may go. */
    public AgentBuilder limits(Limits value) {
        limits = value;
        return this;
    }

    /** Changes some of the limits. */
    public AgentBuilder limits(UnaryOperator<Limits> change) {
        return limits(change.apply(limits));
    }

    /** Earlier runs of the session that the model is shown; 10 unless set, 0 for none. */
    public AgentBuilder history(int runs) {
        return history(new History(Math.max(0, runs), history.tokens()));
    }

    /** How much of its session a run is shown. */
    public AgentBuilder history(History value) {
        history = value;
        return this;
    }

    /**
     * Adds the {@link dev.runtree.agent.hook.Hook} methods of these objects, called before each run in this order.
     *
     * @throws BadHook when an object has none, or one cannot be called here
     */
    public AgentBuilder preHooks(Object... owners) {
        return hooks(before, HookCalls.BEFORE, owners);
    }

    /** Adds hooks that are called after each run, with what came of it. */
    public AgentBuilder postHooks(Object... owners) {
        return hooks(after, HookCalls.AFTER, owners);
    }

    /** Adds hooks that are called before each call of a tool. */
    public AgentBuilder toolPreHooks(Object... owners) {
        return hooks(beforeTools, HookCalls.BEFORE_TOOL, owners);
    }

    /** Adds hooks that are called after each call of a tool. */
    public AgentBuilder toolPostHooks(Object... owners) {
        return hooks(afterTools, HookCalls.AFTER_TOOL, owners);
    }

    private AgentBuilder hooks(List<HookMethod> into, Set<Class<?>> given, Object... owners) {
        for (var owner : owners) {
            for (var hook : HookMethod.of(owner, given)) {
                if (into.stream().anyMatch(other -> other.name().equals(hook.name()))) {
                    throw new BadHook("the agent " + id + " has two hooks named " + hook.name() + " at the same place");
                }
                into.add(hook);
            }
        }
        return this;
    }

    /** Adds checks of what is asked; a refusal ends the run before the model is asked. */
    public AgentBuilder preGuardrails(Guardrail... values) {
        guardsBefore.addAll(List.of(values));
        return this;
    }

    /** Adds checks of the answer; nothing of it is given before all have let it through. */
    public AgentBuilder postGuardrails(Guardrail... values) {
        guardsAfter.addAll(List.of(values));
        return this;
    }

    /**
     * Has the agent answer with JSON that can be read as this record, see {@link RunOutput#as}.
     *
     * @throws BadTool when the record cannot be put as a schema
     */
    public AgentBuilder output(Class<? extends Record> type) {
        return output(OutputFormat.of(type));
    }

    /** What the answers have to look like; {@code null} for text. */
    public AgentBuilder output(@Nullable OutputFormat value) {
        output = value;
        return this;
    }

    /**
     * What a new session remembers from its beginning.
     *
     * @param value anything that Jackson writes as JSON
     */
    public AgentBuilder state(String key, Object value) {
        state.set(key, MAPPER.valueToTree(value));
        return this;
    }

    /**
     * Adds the tools of these servers to every run. They are started with the first, and end with the {@link AgentOs}.
     *
     * @throws BadTool when two have one name
     */
    public AgentBuilder mcp(McpServer... values) {
        for (var server : values) {
            if (servers.stream().anyMatch(other -> other.name().equals(server.name()))) {
                throw new BadTool("the agent " + id + " has two MCP servers named " + server.name());
            }
            servers.add(server);
        }
        return this;
    }

    /**
     * Adds what the agent knows: as a tool {@code search_NAME}, or told before the model is asked.
     *
     * @throws BadTool when there is a tool of that name already
     */
    public AgentBuilder knowledge(Knowledge... values) {
        for (var each : values) {
            if (each.mode() == Knowledge.Mode.AGENTIC) {
                add(each.tool());
            }
            knowledge.add(each);
        }
        return this;
    }

    public Agent build() {
        if (model == null) {
            throw new IllegalStateException("the agent " + id + " has no model");
        }
        var hooks = new Hooks(before, after, beforeTools, afterTools);
        hooks.sharedName().ifPresent(shared -> {
            throw new BadHook("the agent " + id + " has two hooks in the background named " + shared
                    + ", on runs and on tools: name one of them otherwise");
        });
        return new Agent(
                id,
                name,
                instructions,
                model,
                tools,
                new Agent.Sampling(temperature, topP, maxTokens),
                limits,
                history,
                hooks,
                new Guardrails(guardsBefore, guardsAfter),
                output,
                state,
                new Sources(servers, knowledge));
    }
}
