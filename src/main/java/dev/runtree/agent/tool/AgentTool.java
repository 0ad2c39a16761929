package dev.runtree.agent.tool;

import dev.langchain4j.agent.tool.ToolSpecification;
import org.jspecify.annotations.Nullable;

/** Something that a model may call. Safe for use by several threads: a model may ask for several calls at once. */
public interface AgentTool {

    /** Its name, what it is for, and the JSON schema of its arguments: told to the model. */
    ToolSpecification specification();

    default String name() {
        return specification().name();
    }

    default ToolPolicy policy() {
        return ToolPolicy.PLAIN;
    }

    /** Whether it only looks, so that a call too many does no harm: a replay makes such calls without asking anybody. */
    default boolean isReadOnly() {
        return false;
    }

    /**
     * What is wrong with the arguments, told to the model so that it can mend it; {@code null} when the call may be made.
     * Asked before a call, and before anybody has to approve one.
     */
    default ToolResult.@Nullable Failed refusal(String arguments) {
        return null;
    }

    /**
     * Does what it is for, on a thread of its own that may wait. Whatever goes wrong is in the result; an exception is taken
     * for a failure of the tool.
     *
     * @param arguments as the model wrote them, meant to be a JSON object
     */
    ToolResult call(String arguments, ToolContext context);

    /** The same tool under other conditions. */
    default AgentTool under(ToolPolicy policy) {
        return new ToolUnderPolicy(this, policy);
    }
}
