package dev.runtree.model;

/**
 * What a span is known by, and nothing else.
 *
 * @param traceId 32 lower-case hex digits
 * @param spanId 16 lower-case hex digits
 */
public record SpanId(String traceId, String spanId) implements Comparable<SpanId> {

    /** The id of the run that this span starts: {@code <trace_id>-<span_id>}. */
    public String runId() {
        return traceId + "-" + spanId;
    }

    @Override
    public int compareTo(SpanId other) {
        var byTrace = traceId.compareTo(other.traceId);
        return byTrace != 0 ? byTrace : spanId.compareTo(other.spanId);
    }
}
