package dev.runtree.check;

/** Cases that cannot be found, made or replayed. The message is one line that says why, and what can be done. */
public final class CannotCheck extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CannotCheck(String message) {
        super(message);
    }

    CannotCheck(String message, Throwable cause) {
        super(message, cause);
    }
}
