package dev.runtree.store.contents;

import java.util.List;
import java.util.UUID;
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
    private boolean apart;
    private boolean within;
    private List<Inner> inner = List.of();
    private @Nullable UUID hash;

    Said(String text) {
        this.text = text;
    }

    /**
     * A long string in a piece.
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

    /** It is a piece, and not only in one. */
    void setApart() {
        apart = true;
    }

    boolean isApart() {
        return apart;
    }

    void setInner(List<Inner> strings) {
        inner = strings;
        strings.forEach(string -> string.said().within = true);
    }

    boolean hasInner() {
        return !inner.isEmpty();
    }

    /** Long strings in it. */
    List<Inner> inner() {
        return inner;
    }

    /** Whether it is both a piece and in one. */
    boolean isShared() {
        return apart && within;
    }

    boolean isWorthARow() {
        return known
                || isShared()
                || (times > 1 && (times - 1L) * text.length() > ROW + (long) times * REFERENCE)
                || inner.stream().anyMatch(string -> string.said().isShared());
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
