package dev.runtree.agent.tool;

/** What a model passed does not fit the tool. The message is for the model. */
public final class BadArguments extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadArguments(String message) {
        super(message);
    }

    BadArguments(String message, Throwable cause) {
        super(message, cause);
    }
}
