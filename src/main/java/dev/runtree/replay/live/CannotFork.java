package dev.runtree.replay.live;

/** A replay that cannot begin as it was asked for. The message is one line that says why, and what can be done. */
public final class CannotFork extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CannotFork(String message) {
        super(message);
    }

    CannotFork(String message, Throwable cause) {
        super(message, cause);
    }
}
