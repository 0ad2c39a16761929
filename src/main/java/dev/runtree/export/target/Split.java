package dev.runtree.export.target;

/**
 * How much a request may hold.
 *
 * @param maxBytes of its body before it is compressed, of a request with several spans
 * @param maxSpans how many spans
 * @param oneTrace whether all must be of one trace
 * @param oneScope whether all must be of one resource and one scope
 * @param largest the bytes of a request with a single span
 */
public record Split(int maxBytes, int maxSpans, boolean oneTrace, boolean oneScope, int largest) {
    /** What a message over gRPC has at most, unless its receiver says otherwise: 4 MiB, and here a little less. */
    private static final int OVER_GRPC = 4_000_000;

    /** What the OpenTelemetry Collector takes over HTTP is 20 MiB ({@code config/confighttp}, {@code max_request_body_size}). */
    private static final int OVER_HTTP = 20_000_000;

    static final Split USUAL = new Split(OVER_GRPC, 2_000, false, false, OVER_HTTP);

    Split ofOneTrace() {
        return new Split(maxBytes, maxSpans, true, oneScope, largest);
    }

    Split ofOneScope() {
        return new Split(maxBytes, maxSpans, oneTrace, true, largest);
    }

    Split overGrpc() {
        return ofAtMost(OVER_GRPC);
    }

    Split ofAtMost(int bytes) {
        return new Split(Math.min(bytes, maxBytes), maxSpans, oneTrace, oneScope, Math.min(bytes, largest));
    }
}
