package dev.runtree.agent.hook;

/** A Java method that cannot be a hook: says which one, and why. */
public final class BadHook extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BadHook(String message) {
        super(message);
    }

    public BadHook(String message, Throwable cause) {
        super(message, cause);
    }
}
