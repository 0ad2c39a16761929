package dev.runtree.agent.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.context.Context;
import java.util.function.Supplier;

/**
 * What the application around us traces by itself, with an SDK of its own or a Java agent: the context that was current when
 * a run began. Nothing of ours is ever registered there.
 */
record HostContext(Context around) {
    static final HostContext NONE = new HostContext(Context.root());

    static HostContext current() {
        return new HostContext(Context.current());
    }

    /**
     * Begins a trace, or goes on with the application's.
     *
     * @param ownTraces whether a trace of its own is begun in any case, which then links to the application's span
     */
    void begin(SpanBuilder run, boolean ownTraces) {
        var span = Span.fromContext(around).getSpanContext();
        if (span.isValid() && !ownTraces) {
            run.setParent(around);
            return;
        }
        run.setNoParent();
        if (span.isValid()) {
            run.addLink(span);
        }
    }

    Context with(Span span) {
        return around.with(span);
    }

    /**
     * Does something while this span is the current one, so that what the application's own instrumentation traces meanwhile
     * is beneath it. Where the application chose not to record, it stays so.
     */
    <T> T inside(Span span, Supplier<T> work) {
        var outer = Span.fromContext(around).getSpanContext();
        if (!span.isRecording() || (outer.isValid() && !outer.isSampled())) {
            return work.get();
        }
        try (var _ = with(span).makeCurrent()) {
            return work.get();
        }
    }
}
