package dev.runtree.model;

import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/** Numbers the span ids of a trace from 0 on, in the order in which they are first heard of. */
final class SpanNumbers {
    static final int NONE = -1;
    private static final long SEED = ThreadLocalRandom.current().nextLong() | 1;
    private static final int FEW = 16;

    private String[] ids = new String[FEW];
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
        var at = slot(id);
        return table[at] - 1;
    }

    int add(String id) {
        var at = slot(id);
        if (table[at] != 0) {
            return table[at] - 1;
        }
        if (size == ids.length) {
            ids = Arrays.copyOf(ids, 2 * size);
            grow();
            at = slot(id);
        }
        ids[size] = id;
        table[at] = ++size;
        return size - 1;
    }

    private void grow() {
        table = new int[2 * table.length];
        for (var number = 0; number < size; number++) {
            table[slot(ids[number])] = number + 1;
        }
    }

    private int slot(String id) {
        var mask = table.length - 1;
        var at = (int) (hash(id) >>> 32) & mask;
        while (table[at] != 0 && !ids[table[at] - 1].equals(id)) {
            at = (at + 1) & mask;
        }
        return at;
    }

    /** Not the text's own hash, of which a hostile sender knows many that are equal. */
    private static long hash(String id) {
        var hash = SEED;
        for (var i = 0; i < id.length(); i++) {
            hash = (hash ^ id.charAt(i)) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 29;
        }
        return hash * SEED;
    }
}
