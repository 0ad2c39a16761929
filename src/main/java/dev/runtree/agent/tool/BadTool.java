package dev.runtree.agent.tool;

/** A Java method that cannot be a tool: says which one, and why. */
public final class BadTool extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BadTool(String message) {
        super(message);
    }

    public BadTool(String message, Throwable cause) {
        super(message, cause);
    }
}
