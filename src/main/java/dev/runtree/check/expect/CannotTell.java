package dev.runtree.check.expect;

/** An expectation that cannot be decided. The message is one line that says which one and why. */
public final class CannotTell extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CannotTell(String message) {
        super(message, null, false, false);
    }
}
