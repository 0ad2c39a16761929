package dev.runtree.yaml;

/** A file with a mistake. The message is one line: {@code file:line:column: what is wrong and what was expected}. */
public final class BadFile extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BadFile(String message) {
        super(message);
    }

    public BadFile(String message, Throwable cause) {
        super(message, cause);
    }
}
