package dev.runtree.agent.model;

/** A model that cannot be used as asked: an unknown provider, a missing key. The message is one line, fit to be shown. */
public final class BadModel extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BadModel(String message) {
        super(message);
    }
}
