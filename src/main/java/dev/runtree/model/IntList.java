package dev.runtree.model;

import java.util.Arrays;

/** A list of numbers that grows. */
final class IntList {
    private static final int FEW = 8;

    private int[] items = new int[FEW];
    private int size;

    int size() {
        return size;
    }

    int get(int at) {
        return items[at];
    }

    void add(int item) {
        if (size == items.length) {
            items = Arrays.copyOf(items, 2 * size);
        }
        items[size++] = item;
    }

    /** Lets go of all behind the first so many. */
    void shorten(int newSize) {
        size = newSize;
    }

    void set(int at, int item) {
        items[at] = item;
    }
}
