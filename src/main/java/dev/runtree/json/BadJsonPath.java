package dev.runtree.json;

/** A query that is no JSONPath, with the place of the mistake. */
public final class BadJsonPath extends Exception {
    private static final long serialVersionUID = 1L;

    private final int at;

    BadJsonPath(String expected, int at) {
        super(expected);
        this.at = at;
    }

    /** The offset in the query at which it goes wrong. */
    public int at() {
        return at;
    }
}
