package dev.runtree.provenance;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** In which texts a key stands: numbers of texts by a hash of the key, in plain arrays. A text is checked before it is believed. */
final class Postings {
    private static final int[] NONE = new int[0];

    private long[] hashes = new long[1 << 10];
    private int[] @Nullable [] texts = new int[1 << 10][];
    private int[] counts = new int[1 << 10];
    private int size;

    static long hash(char sort, String key) {
        return hash(sort, key, 0, key.length());
    }

    /** Of a stretch of a key. */
    static long hash(char sort, String key, int from, int to) {
        var hash = 0xcbf29ce484222325L ^ sort;
        for (var i = from; i < to; i++) {
            hash = (hash ^ key.charAt(i)) * 0x100000001b3L;
        }
        hash ^= hash >>> 32;
        return hash == 0 ? 1 : hash;
    }

    /** Texts come in the order of their numbers. */
    void add(long hash, int text) {
        var at = place(hash);
        var there = texts[at];
        if (there == null) {
            hashes[at] = hash;
            texts[at] = new int[] {text};
            counts[at] = 1;
            if (++size * 2 > hashes.length) {
                grow();
            }
            return;
        }
        var count = counts[at];
        if (there[count - 1] == text) {
            return;
        }
        if (count == there.length) {
            there = Arrays.copyOf(there, 2 * count);
            texts[at] = there;
        }
        there[count] = text;
        counts[at]++;
    }

    /** The numbers of the texts, ascending. */
    int[] of(long hash) {
        var at = place(hash);
        var there = texts[at];
        return there == null ? NONE : Arrays.copyOf(there, counts[at]);
    }

    boolean has(long hash) {
        return hashes[place(hash)] == hash;
    }

    private int place(long hash) {
        var mask = hashes.length - 1;
        var at = (int) ((hash * 0x9E3779B97F4A7C15L) >>> 32) & mask;
        while (hashes[at] != 0 && hashes[at] != hash) {
            at = (at + 1) & mask;
        }
        return at;
    }

    private void grow() {
        var oldHashes = hashes;
        var oldTexts = texts;
        var oldCounts = counts;
        hashes = new long[2 * oldHashes.length];
        texts = new int[hashes.length][];
        counts = new int[hashes.length];
        for (var i = 0; i < oldTexts.length; i++) {
            if (oldTexts[i] != null) {
                var at = place(oldHashes[i]);
                hashes[at] = oldHashes[i];
                texts[at] = oldTexts[i];
                counts[at] = oldCounts[i];
            }
        }
    }
}
