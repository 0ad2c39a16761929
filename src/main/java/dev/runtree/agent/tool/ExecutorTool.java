package dev.runtree.agent.tool;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.invocation.InvocationContext;
import dev.langchain4j.service.tool.ToolExecutor;
import org.jspecify.annotations.Nullable;

/**
 * A tool of LangChain4j's: its executor is called with the session's id as the memory's, once its arguments fit what it
 * specifies.
 */
public final class ExecutorTool implements AgentTool {
    private final ToolSpecification specification;
    private final ToolExecutor executor;
    private final ArgumentSchema schema;

    public ExecutorTool(ToolSpecification specification, ToolExecutor executor) {
        this.specification = specification;
        this.executor = executor;
        this.schema = ArgumentSchema.of(specification);
    }

    @Override
    public ToolSpecification specification() {
        return specification;
    }

    @Override
    public ToolResult.@Nullable Failed refusal(String arguments) {
        return schema.refusal(arguments);
    }

    @Override
    public ToolResult call(String arguments, ToolContext context) {
        var refusal = refusal(arguments);
        if (refusal != null) {
            return refusal;
        }
        var request = ToolExecutionRequest.builder()
                .id(context.callId())
                .name(specification.name())
                .arguments(schema.read(arguments).toString())
                .build();
        InvocationContext invocation = InvocationContext.builder()
                .chatMemoryId(context.sessionId())
                .timestampNow()
                .build();
        var result = executor.executeWithContext(request, invocation);
        var text = result.resultText() == null ? "" : result.resultText();
        return result.isError() ? new ToolResult.Failed("tool_error", text, null) : new ToolResult.Done(text);
    }
}
