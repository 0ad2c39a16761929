package dev.runtree.store;

import dev.runtree.model.SpanId;

/**
 * A span that a target does not have in this version.
 *
 * @param startNanos to the microsecond, since 1970
 * @param digest of its version
 * @param bytes about as many as it takes
 * @param isOpen whether it has not ended
 */
public record UnsentSpan(SpanId id, long startNanos, int digest, long bytes, boolean isOpen) {}
