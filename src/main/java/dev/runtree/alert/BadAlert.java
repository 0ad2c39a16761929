package dev.runtree.alert;

/** A rule that cannot be as it was told. The message is the line that the user reads. */
public final class BadAlert extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadAlert(String message) {
        super(message);
    }

    BadAlert(String message, Throwable cause) {
        super(message, cause);
    }
}
