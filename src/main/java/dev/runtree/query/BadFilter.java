package dev.runtree.query;

/** A filter that cannot be read: says where and what was expected. */
public final class BadFilter extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final int start;
    private final int end;

    /** @param start the first wrong character, from 0
     * @param end the one behind the last */
    public BadFilter(String message, int start, int end) {
        super(message);
        this.start = start;
        this.end = end;
    }

    public int start() {
        return start;
    }

    public int end() {
        return end;
    }
}
