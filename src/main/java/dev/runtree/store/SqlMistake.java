package dev.runtree.store;

/** The server does not understand a statement of the user's, or cannot work it out; with the place, where it names one. */
public final class SqlMistake extends StoreException {
    private static final long serialVersionUID = 1L;

    private final int offset;
    private final String advice;

    SqlMistake(String message, int offset, String advice, Throwable cause) {
        super(message, cause);
        this.offset = offset;
        this.advice = advice;
    }

    /** Where in the statement, in UTF-16 characters from its beginning; -1 where the server does not say. */
    public int offset() {
        return offset;
    }

    /** What else the server says, detail and hint, a line each; empty for nothing. */
    public String advice() {
        return advice;
    }
}
