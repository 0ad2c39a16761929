package dev.runtree.store.contents;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A piece that a trace says, and how often spans that are written together say it. */
final class Said {
    /** What a row of {@code runtree_contents} takes beyond its text, its share of the index included, in bytes. */
    private static final int ROW = 180;

    /** What a hash and its place take in a span's row, in bytes. */
    private static final int REFERENCE = 24;

    private final String text;
    private int times;
    private int calls;
    private boolean known;
    private boolean within;
    private List<Inner> inner = List.of();
    private @Nullable UUID hash;

    Said(String text) {
        this.text = text;
    }

    /**
     * A string in a piece.
     *
     * @param start where it begins in the piece's text
     */
    record Inner(Said said, int start) {}

    String text() {
        return text;
    }

    void again() {
        times++;
    }

    void byCall() {
        calls++;
    }

    boolean isOfCall() {
        return calls > 0;
    }

    /** Whether several of the model calls at hand say it. */
    boolean isOfCalls() {
        return calls > 1;
    }

    /** An earlier batch said it. */
    void setKnown() {
        known = true;
    }

    boolean isKnown() {
        return known;
    }

    /** A string in it is a piece by itself as well. */
    void addInner(Said string, int start) {
        var found = new Inner(string, start);
        if (!inner.contains(found)) {
            inner = Stream.concat(inner.stream(), Stream.of(found)).toList();
            string.within = true;
        }
    }

    /** Strings in it that are pieces by themselves. */
    List<Inner> inner() {
        return inner;
    }

    /** Whether it is also a string in another piece. */
    boolean isWithin() {
        return within;
    }

    boolean isWorthARow() {
        return known
                || within
                || !inner.isEmpty()
                || (times > 1 && (times - 1L) * text.length() > ROW + (long) times * REFERENCE);
    }

    /** Whether it is long enough for a row that is only likely to be used again. */
    boolean isWorthAGuess() {
        return text.length() > ROW + REFERENCE;
    }

    UUID hash() {
        if (hash == null) {
            hash = Page.hash(text);
        }
        return hash;
    }
}
