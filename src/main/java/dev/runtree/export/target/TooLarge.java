package dev.runtree.export.target;

import dev.runtree.model.SpanId;

/**
 * A span that a target does not take, not even alone.
 *
 * @param bytes what a request with it alone would have
 * @param limit what the target takes
 */
public record TooLarge(SpanId span, long bytes, long limit) {}
