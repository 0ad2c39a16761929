package dev.runtree.export.training;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Which texts came before, known by 128 bits of their digests: 16 to 64 bytes of memory each, however long they are. */
final class Seen {
    private static final int FIRST = 1 << 10;

    private long[] table = new long[2 * FIRST];
    private int size;

    /** Whether it comes for the first time. */
    boolean add(String text) {
        var digest = ByteBuffer.wrap(digest(text));
        // Two zeros mark a free place.
        return add(digest.getLong() | 1, digest.getLong());
    }

    /** A number from 0 to below 1 that a text always has. */
    static double place(String text) {
        return (ByteBuffer.wrap(digest(text)).getLong() >>> 11) / (double) (1L << 53);
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private boolean add(long high, long low) {
        if (4 * size > table.length) {
            grow();
        }
        var at = place(high);
        while (table[at] != 0) {
            if (table[at] == high && table[at + 1] == low) {
                return false;
            }
            at = (at + 2) % table.length;
        }
        table[at] = high;
        table[at + 1] = low;
        size++;
        return true;
    }

    private int place(long high) {
        return 2 * (int) Long.remainderUnsigned(high >>> 1, table.length / 2L);
    }

    private void grow() {
        var old = table;
        table = new long[Math.multiplyExact(2, old.length)];
        size = 0;
        for (var at = 0; at < old.length; at += 2) {
            if (old[at] != 0) {
                add(old[at], old[at + 1]);
            }
        }
    }
}
