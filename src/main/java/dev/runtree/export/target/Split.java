package dev.runtree.export.target;

/**
 * How much a request may hold.
 *
 * @param maxBytes of its body before it is compressed
 * @param maxSpans how many spans
 * @param oneTrace whether all must be of one trace
 * @param oneScope whether all must be of one resource and one scope
 */
public record Split(int maxBytes, int maxSpans, boolean oneTrace, boolean oneScope) {
    /** What any receiver takes: gRPC's own limit is 4 MiB. */
    static final Split USUAL = new Split(4_000_000, 2_000, false, false);

    Split ofOneTrace() {
        return new Split(maxBytes, maxSpans, true, oneScope);
    }

    Split ofOneScope() {
        return new Split(maxBytes, maxSpans, oneTrace, true);
    }
}
