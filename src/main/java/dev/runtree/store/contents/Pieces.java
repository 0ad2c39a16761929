package dev.runtree.store.contents;

import java.util.Arrays;

/** Places of pieces in a text, in order, none within another. */
final class Pieces {
    private int[] bounds = new int[16];
    private int size;
    private boolean haveTools;

    int size() {
        return size;
    }

    int start(int piece) {
        return bounds[2 * piece];
    }

    int end(int piece) {
        return bounds[2 * piece + 1];
    }

    void add(int start, int end) {
        if (2 * size == bounds.length) {
            bounds = Arrays.copyOf(bounds, 2 * bounds.length);
        }
        bounds[2 * size] = start;
        bounds[2 * size + 1] = end;
        size++;
    }

    /** One piece in place of all from the given one on. */
    void replace(int from, int start, int end) {
        size = from;
        add(start, end);
    }

    /** Whether one from the given one on is so long. */
    boolean hasLong(int from, int length) {
        for (var piece = from; piece < size; piece++) {
            if (end(piece) - start(piece) >= length) {
                return true;
            }
        }
        return false;
    }

    void foundTools() {
        haveTools = true;
    }

    /** Whether definitions of tools are among them. */
    boolean haveTools() {
        return haveTools;
    }
}
