package dev.runtree.export.target;

import dev.runtree.model.SpanId;
import java.util.List;

/**
 * A request's body, not yet compressed.
 *
 * @param body an {@code ExportTraceServiceRequest} in the endpoint's encoding; over gRPC the message without its frame
 * @param spans what is in it
 */
@SuppressWarnings("ArrayRecordComponent") // Neither compared nor changed: it is made, sent and forgotten.
public record Payload(byte[] body, List<SpanId> spans) {
    public Payload {
        spans = List.copyOf(spans);
    }
}
