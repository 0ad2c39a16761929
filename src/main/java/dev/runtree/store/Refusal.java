package dev.runtree.store;

import dev.runtree.model.SpanId;
import java.time.Instant;

/**
 * A span that a target did not take.
 *
 * @param reason in one line, without secrets
 */
public record Refusal(SpanId span, String reason, Instant at) {}
