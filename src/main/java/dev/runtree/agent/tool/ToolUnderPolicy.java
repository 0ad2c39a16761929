package dev.runtree.agent.tool;

import dev.langchain4j.agent.tool.ToolSpecification;
import org.jspecify.annotations.Nullable;

/** A tool whose conditions were set by the agent that has it. */
record ToolUnderPolicy(AgentTool tool, ToolPolicy policy) implements AgentTool {

    @Override
    public ToolSpecification specification() {
        return tool.specification();
    }

    @Override
    public boolean isReadOnly() {
        return tool.isReadOnly();
    }

    @Override
    public ToolResult.@Nullable Failed refusal(String arguments) {
        return tool.refusal(arguments);
    }

    @Override
    public ToolResult call(String arguments, ToolContext context) {
        return tool.call(arguments, context);
    }

    @Override
    public AgentTool under(ToolPolicy other) {
        return new ToolUnderPolicy(tool, other);
    }
}
