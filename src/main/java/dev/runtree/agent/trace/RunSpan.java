package dev.runtree.agent.trace;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.runtree.model.SpanId;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The span of one run of an agent, under which those of its steps are started. For one thread. */
public final class RunSpan {
    /** The tool that this thread executes: a run that starts inside it becomes its child. */
    private static final ScopedValue<Context> ENCLOSING = ScopedValue.newInstance();

    private final Recorder recorder;
    private final Tracer tracer;
    private final Span span;

    RunSpan(Recorder recorder, Tracer tracer, RunFacts facts) {
        this.recorder = recorder;
        this.tracer = tracer;
        var parent = ENCLOSING.isBound() ? ENCLOSING.get() : Context.root();
        this.span = tracer.spanBuilder("invoke_agent " + facts.agentName())
                .setParent(parent)
                .setSpanKind(SpanKind.INTERNAL)
                .setAttribute(GenAi.OPERATION, "invoke_agent")
                .setAttribute(GenAi.AGENT_ID, facts.agentId())
                .setAttribute(GenAi.AGENT_NAME, facts.agentName())
                .setAttribute(GenAi.PROVIDER, facts.provider())
                .setAttribute(GenAi.REQUEST_MODEL, facts.model())
                .setAttribute(GenAi.CONVERSATION, facts.sessionId())
                .setAttribute(GenAi.SESSION, facts.sessionId())
                .setAttribute(GenAi.USER, facts.userId())
                .setAttribute(GenAi.SYSTEM_INSTRUCTIONS, facts.instructions())
                .setAttribute(GenAi.INPUT_MESSAGES, MessageJson.text("user", facts.input()))
                .startSpan();
    }

    public SpanId id() {
        return new SpanId(
                span.getSpanContext().getTraceId(), span.getSpanContext().getSpanId());
    }

    public ModelSpan model(String provider, String model, ChatRequest request, boolean stream) {
        return new ModelSpan(child("chat " + model, SpanKind.CLIENT), provider, model, request, stream);
    }

    /** @param specification {@code null} for a tool that does not exist */
    public ToolSpan tool(ToolExecutionRequest call, @Nullable ToolSpecification specification) {
        return new ToolSpan(child("execute_tool " + call.name(), SpanKind.INTERNAL), call, specification);
    }

    private SpanBuilder child(String name, SpanKind kind) {
        return tracer.spanBuilder(name).setParent(Context.root().with(span)).setSpanKind(kind);
    }

    /** Does something as part of a step, so that runs started by it on this thread are the step's children. */
    static <T> T inside(Span step, Supplier<T> work) {
        return ScopedValue.where(ENCLOSING, Context.root().with(step)).call(work::get);
    }

    /**
     * Ends it well.
     *
     * @return completes when the whole trace is committed
     */
    public CompletableFuture<Void> end(String output) {
        span.setAttribute(GenAi.OUTPUT_MESSAGES, MessageJson.text("assistant", output));
        span.setStatus(StatusCode.OK);
        return end();
    }

    /**
     * Ends it with an error.
     *
     * @param type what kind of error
     * @param cause recorded with its stack trace; {@code null} where a step has it already
     * @return completes when the whole trace is committed
     */
    public CompletableFuture<Void> fail(String type, String message, @Nullable Throwable cause) {
        Failures.record(span, type, message, cause);
        return end();
    }

    private CompletableFuture<Void> end() {
        var stored = recorder.stored(span.getSpanContext().getTraceId());
        span.end();
        return stored;
    }
}
