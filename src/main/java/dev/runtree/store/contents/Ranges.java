package dev.runtree.store.contents;

import java.util.Arrays;

/** Places in a text, in order, none within another. */
final class Ranges {
    private int[] bounds = new int[16];
    private int size;

    int size() {
        return size;
    }

    int start(int range) {
        return bounds[2 * range];
    }

    int end(int range) {
        return bounds[2 * range + 1];
    }

    int length(int range) {
        return end(range) - start(range);
    }

    void add(int start, int end) {
        if (2 * size == bounds.length) {
            bounds = Arrays.copyOf(bounds, 2 * bounds.length);
        }
        bounds[2 * size] = start;
        bounds[2 * size + 1] = end;
        size++;
    }

    /** Forgets all from the given one on. */
    void cut(int from) {
        size = from;
    }
}
