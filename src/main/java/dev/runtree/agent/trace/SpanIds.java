package dev.runtree.agent.trace;

import io.opentelemetry.sdk.trace.IdGenerator;
import java.util.function.Supplier;

/** New ids for new spans, and their own for those that are opened again. */
final class SpanIds implements IdGenerator {
    private static final ScopedValue<SpanFrame> REOPENED = ScopedValue.newInstance();

    private final IdGenerator random = IdGenerator.random();

    /** Has the span that is started meanwhile be the one that was laid down. */
    static <T> T reopening(SpanFrame frame, Supplier<T> start) {
        return ScopedValue.where(REOPENED, frame).call(start::get);
    }

    @Override
    public String generateSpanId() {
        return REOPENED.isBound() ? REOPENED.get().spanId() : random.generateSpanId();
    }

    @Override
    public String generateTraceId() {
        return REOPENED.isBound() ? REOPENED.get().traceId() : random.generateTraceId();
    }
}
