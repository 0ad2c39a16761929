package dev.runtree.replay;

/** Why a run is not replayed, in one line for a reader. */
public final class CannotReplay extends RuntimeException {
    private static final long serialVersionUID = 1;

    public CannotReplay(String message) {
        super(message);
    }

    public CannotReplay(String message, Throwable cause) {
        super(message, cause);
    }
}
