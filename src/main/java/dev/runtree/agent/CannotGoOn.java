package dev.runtree.agent;

/** A run that waits cannot be taken up by this program. The message is one line, fit to be shown. */
public final class CannotGoOn extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CannotGoOn(String message) {
        super(message);
    }

    CannotGoOn(String message, Throwable cause) {
        super(message, cause);
    }
}
