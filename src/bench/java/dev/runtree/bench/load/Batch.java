package dev.runtree.bench.load;

import java.util.List;

/**
 * A body to be sent.
 *
 * @param body an {@code ExportTraceServiceRequest}
 */
public record Batch(byte[] body, List<SpanId> spans) {}
