package dev.runtree.replay;

/** Why a run is not replayed, in one line for a reader. */
public final class CannotReplay extends RuntimeException {
    private static final long serialVersionUID = 1;

    CannotReplay(String message) {
        super(message);
    }

    CannotReplay(String message, Throwable cause) {
        super(message, cause);
    }
}
