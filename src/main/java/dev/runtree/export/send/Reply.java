package dev.runtree.export.send;

import org.jspecify.annotations.Nullable;

/**
 * What came back, as it came, for people to see.
 *
 * @param status of HTTP, or as gRPC says it, such as {@code 200 OK} or {@code UNAVAILABLE}; {@code null} when nobody answered
 * @param body as much of it as is kept, without secrets, and how much there was
 */
public record Reply(Answer answer, @Nullable String status, String body) {}
