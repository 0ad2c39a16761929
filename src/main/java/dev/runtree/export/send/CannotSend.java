package dev.runtree.export.send;

import org.jspecify.annotations.Nullable;

/** Nothing can be sent to a target as it is set up. The message is the line that the user reads. */
public final class CannotSend extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CannotSend(String message) {
        super(message);
    }

    CannotSend(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
