package dev.runtree.export.target;

/** A target that cannot be as it was told. The message is the line that the user reads; it never holds a secret. */
public final class BadTarget extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadTarget(String message) {
        super(message);
    }

    BadTarget(String message, Throwable cause) {
        super(message, cause);
    }
}
