package dev.runtree.agent.retrieval;

/** Why nothing can be looked for. The message is one line, fit to be shown. */
public final class RetrievalFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RetrievalFailure(String message) {
        super(message);
    }

    public RetrievalFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
