package dev.runtree.model;

import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/** Numbers the span ids of a trace from 0 on, in the order in which they are first heard of. */
final class SpanNumbers {
    static final int NONE = -1;
    private static final long SEED = ThreadLocalRandom.current().nextLong() | 1;
    private static final int FEW = 16;

    private String[] ids = new String[FEW];
    /** Of each id, so that one is read again only when it is likely the one that is meant: ids lie all over the memory. */
    private int[] hashes = new int[FEW];

    private int size;
    /** One more than a number, 0 where there is none. Never more than half full. */
    private int[] table = new int[2 * FEW];

    int size() {
        return size;
    }

    String id(int number) {
        return ids[number];
    }

    int find(String id) {
        return table[slot(id, hash(id))] - 1;
    }

    int add(String id) {
        var hash = hash(id);
        var at = slot(id, hash);
        if (table[at] != 0) {
            return table[at] - 1;
        }
        if (size == ids.length) {
            ids = Arrays.copyOf(ids, 2 * size);
            hashes = Arrays.copyOf(hashes, 2 * size);
            grow();
            at = slot(id, hash);
        }
        ids[size] = id;
        hashes[size] = hash;
        table[at] = ++size;
        return size - 1;
    }

    private void grow() {
        table = new int[2 * table.length];
        var mask = table.length - 1;
        for (var number = 0; number < size; number++) {
            var at = hashes[number] & mask;
            while (table[at] != 0) {
                at = (at + 1) & mask;
            }
            table[at] = number + 1;
        }
    }

    private int slot(String id, int hash) {
        var mask = table.length - 1;
        var at = hash & mask;
        while (table[at] != 0 && !is(table[at] - 1, id, hash)) {
            at = (at + 1) & mask;
        }
        return at;
    }

    private boolean is(int number, String id, int hash) {
        return hashes[number] == hash && ids[number].equals(id);
    }

    /** Not the text's own hash, of which a hostile sender knows many that are equal. */
    private static int hash(String id) {
        var hash = SEED;
        for (var i = 0; i < id.length(); i++) {
            hash = (hash ^ id.charAt(i)) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 29;
        }
        return (int) ((hash * SEED) >>> 32);
    }
}
