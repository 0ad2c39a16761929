package dev.runtree.ui.run;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/** What is opened beneath rows, and so how high each is and where it begins. Sums over the opened rows alone give every place. */
final class OpenedRows {
    private final int rowHeight;
    private final IntUnaryOperator rowOf;
    private final TreeMap<Integer, Integer> heights = new TreeMap<>();
    private long @Nullable [] before;
    private int[] rows = {};
    private int moves;

    /** @param rowOf the row of a span, or -1 while it is hidden */
    OpenedRows(int rowHeight, IntUnaryOperator rowOf) {
        this.rowHeight = rowHeight;
        this.rowOf = rowOf;
    }

    boolean contains(int span) {
        return heights.containsKey(span);
    }

    Map<Integer, Integer> heights() {
        return Map.copyOf(heights);
    }

    void open(int span, int height) {
        var was = heights.put(span, Math.max(0, height));
        if (was == null || was != height) {
            moved();
        }
    }

    void close(int span) {
        if (heights.remove(span) != null) {
            moved();
        }
    }

    /** Other rows are visible now. */
    void moved() {
        before = null;
        moves++;
    }

    /** Another number after each time that rows came, went or were placed elsewhere. */
    int moves() {
        return moves;
    }

    /** The height of a span's row with what is opened beneath it. */
    int height(int span) {
        return rowHeight + heights.getOrDefault(span, 0);
    }

    /** Where a row begins, in pixels from the top of the first. */
    long y(int row) {
        var sums = sums();
        var found = Arrays.binarySearch(rows, row);
        return (long) row * rowHeight + sums[found < 0 ? -found - 1 : found];
    }

    /** {@code sums()[k]} is what the first k opened visible rows add. */
    private long[] sums() {
        var sums = before;
        if (sums == null) {
            sums = new long[heights.size() + 1];
            var visible = new int[heights.size()];
            var count = 0;
            for (var entry : heights.entrySet()) {
                var row = rowOf.applyAsInt(entry.getKey());
                if (row >= 0) {
                    visible[count] = row;
                    sums[count + 1] = sums[count] + entry.getValue();
                    count++;
                }
            }
            rows = Arrays.copyOf(visible, count);
            before = sums;
        }
        return sums;
    }
}
