package dev.runtree.store.contents;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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
    private @Nullable UUID hash;

    Said(String text) {
        this.text = text;
    }

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

    boolean isWorthARow() {
        return known || (times > 1 && (times - 1L) * text.length() > ROW + (long) times * REFERENCE);
    }

    /** Whether it is long enough for a row that is only likely to be used again. */
    boolean isWorthAGuess() {
        return text.length() > ROW + REFERENCE;
    }

    UUID hash() {
        if (hash == null) {
            hash = hash(text);
        }
        return hash;
    }

    private static UUID hash(String text) {
        try {
            var digest =
                    ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
            return new UUID(digest.getLong(), digest.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
