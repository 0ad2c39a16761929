package dev.runtree.receive.endpoint;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How an endpoint is doing.
 *
 * @param requests answered so far, those that were refused included
 * @param spans stored so far
 * @param logs stored so far
 * @param refused requests
 * @param lastSender whose spans or logs were stored last
 * @param waitingBytes of requests that are not answered yet
 */
public record EndpointStatus(
        long requests,
        long spans,
        long logs,
        long refused,
        @Nullable Sender lastSender,
        @Nullable Instant lastStored,
        @Nullable Refusal lastRefusal,
        long waitingBytes) {

    /**
     * A request that was not taken, or of which a part was not.
     *
     * @param httpStatus the number that OTLP/HTTP has for it; 200 when only a part was refused
     * @param reason as the sender was told
     */
    public record Refusal(
            Instant at,
            int httpStatus,
            String reason,
            @Nullable String userAgent) {}
}
