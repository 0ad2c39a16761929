package dev.runtree.ui.text;

import java.util.Arrays;

/** Whole numbers in an order, of which stretches are replaced. */
final class IntRows {
    private int[] values = new int[64];
    private int size;

    int size() {
        return size;
    }

    int get(int index) {
        return values[index];
    }

    void add(int value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size + (size >> 1));
        }
        values[size++] = value;
    }

    void clear() {
        size = 0;
    }

    /** Puts others in the place of those from {@code from} to before {@code to}. */
    void replace(int from, int to, IntRows others) {
        var grown = size - (to - from) + others.size;
        if (grown > values.length) {
            values = Arrays.copyOf(values, Math.max(grown, size + (size >> 1)));
        }
        System.arraycopy(values, to, values, from + others.size, size - to);
        System.arraycopy(others.values, 0, values, from, others.size);
        size = grown;
    }

    /** Where a value stands at or behind {@code from}; -1 for nowhere. */
    int indexOf(int value, int from) {
        for (var i = from; i < size; i++) {
            if (values[i] == value) {
                return i;
            }
        }
        return -1;
    }
}
