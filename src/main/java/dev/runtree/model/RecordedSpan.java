package dev.runtree.model;

/** A span with all that was sent of it. */
public record RecordedSpan(Span span, Payload payload) {}
