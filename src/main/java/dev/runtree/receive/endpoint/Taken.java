package dev.runtree.receive.endpoint;

import dev.runtree.otlp.Received;
import org.jspecify.annotations.Nullable;

/**
 * What a body held, once that is handed on.
 *
 * @param sender {@code null} when the body held nothing
 * @param rejected how much of it could not be taken
 * @param reason for the sender
 */
record Taken(
        int spans,
        int logs,
        @Nullable Sender sender,
        int rejected,
        @Nullable String reason) {

    static Taken of(Received received, @Nullable String userAgent) {
        var isEmpty = received.spans().isEmpty() && received.logs().isEmpty();
        return new Taken(
                received.spans().size(),
                received.logs().size(),
                isEmpty ? null : Sender.of(received, userAgent),
                received.rejected(),
                received.reason());
    }
}
