package dev.runtree.export;

import org.jspecify.annotations.Nullable;

/** Traces could not be written. The message is the line that the user reads. */
public final class CannotExport extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CannotExport(String message) {
        super(message);
    }

    public CannotExport(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
