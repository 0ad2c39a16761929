package dev.runtree.agent.trace;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.StatusCode;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The span of one call of a tool. */
public final class ToolSpan {
    private final Span span;

    ToolSpan(SpanBuilder builder, ToolExecutionRequest call, @Nullable ToolSpecification specification) {
        builder.setAttribute(GenAi.OPERATION, "execute_tool")
                .setAttribute(GenAi.TOOL_NAME, call.name())
                .setAttribute(GenAi.TOOL_TYPE, "function")
                .setAttribute(GenAi.TOOL_ARGUMENTS, call.arguments());
        if (call.id() != null) {
            builder.setAttribute(GenAi.TOOL_CALL_ID, call.id());
        }
        if (specification != null) {
            builder.setAttribute(GenAi.TOOL_DESCRIPTION, specification.description());
        }
        this.span = builder.startSpan();
    }

    /** Does the tool's work, so that runs started by it on this thread are children of this step. */
    public <T> T during(Supplier<T> work) {
        return RunSpan.inside(span, work);
    }

    /** @param result what the model is told */
    public void end(String result) {
        span.setAttribute(GenAi.TOOL_RESULT, result);
        span.setStatus(StatusCode.OK);
        span.end();
    }

    /**
     * @param message what went wrong, which is also what the model is told
     * @param cause recorded with its stack trace; {@code null} when no code was run
     */
    public void fail(String type, String message, @Nullable Throwable cause) {
        span.setAttribute(GenAi.TOOL_RESULT, message);
        Failures.record(span, type, message, cause);
        span.end();
    }
}
