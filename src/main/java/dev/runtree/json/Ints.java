package dev.runtree.json;

import java.util.Arrays;

/**
 * A list of whole numbers that grows without being copied. One thread adds; another may read whatever {@link #size} has
 * told it.
 */
public final class Ints {
    private static final int BITS = 14;
    private static final int PAGE = 1 << BITS;

    private volatile int[][] pages = new int[4][];
    private int added;
    private volatile int published;

    public void add(int value) {
        var page = added >> BITS;
        if (page == pages.length) {
            pages = Arrays.copyOf(pages, page * 2);
        }
        if (pages[page] == null) {
            pages[page] = new int[PAGE];
        }
        pages[page][added & (PAGE - 1)] = value;
        added++;
    }

    /** Shows other threads what was added until now. */
    public void publish() {
        published = added;
    }

    public int get(int index) {
        return pages[index >> BITS][index & (PAGE - 1)];
    }

    /** Sets the number at an index, which is at most the count of those that were added. */
    public void put(int index, int value) {
        if (index == added) {
            add(value);
        } else {
            set(index, value);
        }
    }

    void set(int index, int value) {
        pages[index >> BITS][index & (PAGE - 1)] = value;
    }

    /** How many were added, as the thread that adds sees it. */
    int added() {
        return added;
    }

    /** How many are published. */
    public int size() {
        return published;
    }

    /** Of ascending numbers: the last one that is not greater; -1 when all are. */
    public int floor(int value) {
        var low = 0;
        var high = published - 1;
        while (low <= high) {
            var middle = (low + high) >>> 1;
            if (get(middle) <= value) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return high;
    }
}
