package dev.runtree.agent.trace;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadableSpan;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An open step of a run, of any kind: a hook, a guardrail, a retrieval, a delegation, an approval, a workflow's step, and the
 * run itself. Steps and runs that are started beneath it are its children. Ended once, by {@link #end()}, {@link #fail} or
 * {@link #cancelled}; may be handed to another thread.
 */
public final class StepSpan {
    /** The step that this thread works for: a run that starts inside it becomes its child. */
    private static final ScopedValue<StepSpan> CURRENT = ScopedValue.newInstance();

    private final Recorder recorder;
    private final Span span;
    private final HostContext host;

    StepSpan(Recorder recorder, Span span, HostContext host) {
        this.recorder = recorder;
        this.span = span;
        this.host = host;
    }

    /** The step that this thread works for, where there is one. */
    public static Optional<StepSpan> current() {
        return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
    }

    public SpanId id() {
        var context = span.getSpanContext();
        return new SpanId(context.getTraceId(), context.getSpanId());
    }

    /**
     * Starts a step beneath this one.
     *
     * @param subject what it is about: a hook's, a store's, a member's name
     */
    public StepSpan step(SpanKind kind, String subject) {
        return named(
                begin(kind.lowerCase() + " " + subject, io.opentelemetry.api.trace.SpanKind.INTERNAL), kind, subject);
    }

    static StepSpan named(StepSpan begun, SpanKind kind, String subject) {
        return begun.set(GenAi.SPAN_KIND, kind.lowerCase()).set(GenAi.SUBJECT, subject);
    }

    /** Starts the step of a model's call. */
    public ModelSpan model(String provider, String model, ChatRequest request, boolean stream) {
        return recorder.call(this, provider, model, request, stream);
    }

    /**
     * Tells of a step beneath this one that began some time ago.
     *
     * @param since when it began
     */
    public StepSpan stepSince(SpanKind kind, String subject, Instant since) {
        return beneath(child(kind.lowerCase() + " " + subject, io.opentelemetry.api.trace.SpanKind.INTERNAL)
                        .setStartTimestamp(since)
                        .startSpan())
                .set(GenAi.SPAN_KIND, kind.lowerCase())
                .set(GenAi.SUBJECT, subject);
    }

    /**
     * Starts the step of a tool's call.
     *
     * @param callId the model's own id of it
     * @param description what the tool is for; {@code null} for a tool that does not exist
     */
    public ToolSpan tool(@Nullable String callId, String tool, String arguments, @Nullable String description) {
        var step = begin("execute_tool " + tool, io.opentelemetry.api.trace.SpanKind.INTERNAL)
                .set(GenAi.OPERATION, "execute_tool")
                .set(GenAi.TOOL_NAME, tool)
                .set(GenAi.TOOL_TYPE, "function")
                .set(GenAi.TOOL_ARGUMENTS, arguments)
                .set(GenAi.TOOL_CALL_ID, callId)
                .set(GenAi.TOOL_DESCRIPTION, description);
        return new ToolSpan(step);
    }

    private StepSpan begin(String name, io.opentelemetry.api.trace.SpanKind kind) {
        return beneath(child(name, kind).startSpan());
    }

    /** One that was started beneath this one. */
    StepSpan beneath(Span started) {
        return new StepSpan(recorder, started, host);
    }

    private SpanBuilder child(String name, io.opentelemetry.api.trace.SpanKind kind) {
        return recorder.builder(name).setParent(context()).setSpanKind(kind);
    }

    Context context() {
        return host.with(span);
    }

    Recorder recorder() {
        return recorder;
    }

    /** Says something of it; {@code null} says nothing. */
    public StepSpan set(String key, @Nullable String value) {
        return value == null ? this : set(AttributeKey.stringKey(key), value);
    }

    public StepSpan set(String key, long value) {
        return set(AttributeKey.longKey(key), value);
    }

    public StepSpan set(String key, double value) {
        return set(AttributeKey.doubleKey(key), value);
    }

    public StepSpan set(String key, boolean value) {
        return set(AttributeKey.booleanKey(key), value);
    }

    public StepSpan set(String key, List<String> value) {
        return set(AttributeKey.stringArrayKey(key), value);
    }

    <T> StepSpan set(AttributeKey<T> key, @Nullable T value) {
        if (value != null) {
            span.setAttribute(key, value);
        }
        return this;
    }

    /** Says that it comes from another step, of another trace. */
    public StepSpan link(SpanId from) {
        span.addLink(
                SpanContext.create(from.traceId(), from.spanId(), TraceFlags.getSampled(), TraceState.getDefault()));
        return this;
    }

    /** What is said of it so far is on disk when this returns, and is stored even if this process is killed at once. */
    void keepStart() {
        recorder.keepStart(span);
    }

    /** What goes into it; text or JSON. */
    public StepSpan input(@Nullable String text) {
        return set(GenAi.INPUT, text);
    }

    /** What comes out of it; text or JSON. */
    public StepSpan output(@Nullable String text) {
        return set(GenAi.OUTPUT, text);
    }

    /**
     * Does its work, so that runs started by it on this thread are its children, and so is what the application's own
     * instrumentation traces meanwhile.
     */
    public <T> T during(Supplier<T> work) {
        return ScopedValue.where(CURRENT, this).call(() -> host.inside(span, work));
    }

    /** Ends it well. */
    public void end() {
        span.setStatus(StatusCode.OK);
        span.end();
    }

    /** Ends it well, at a moment that has passed. */
    public void end(Instant at) {
        span.setStatus(StatusCode.OK);
        span.end(at);
    }

    /**
     * Ends it with an error.
     *
     * @param type what kind of error: a short word, or an exception's class
     * @param message what went wrong, in one line
     * @param cause recorded with its stack trace; {@code null} where there is none, or another step has it already
     */
    public void fail(String type, String message, @Nullable Throwable cause) {
        Failures.record(span, type, message, cause);
        span.end();
    }

    /**
     * Ends it because its run was cancelled, which is neither good nor a failure.
     *
     * @param reason why, in a few words
     */
    public void cancelled(String reason) {
        set(GenAi.CANCELLED, reason);
        span.end();
    }

    /** What is needed to open it again once it was {@linkplain Recorder#layDown laid down}. */
    public SpanFrame frame() {
        var id = id();
        if (span instanceof ReadableSpan readable) {
            var data = readable.toSpanData();
            return new SpanFrame(
                    id.traceId(),
                    id.spanId(),
                    data.getParentSpanContext().isValid() ? data.getParentSpanId() : null,
                    data.getName(),
                    data.getKind() == io.opentelemetry.api.trace.SpanKind.CLIENT,
                    data.getStartEpochNanos(),
                    AttributeJson.write(data.getAttributes()));
        }
        return new SpanFrame(id.traceId(), id.spanId(), null, "", false, 0, JsonNodeFactory.instance.objectNode());
    }
}
