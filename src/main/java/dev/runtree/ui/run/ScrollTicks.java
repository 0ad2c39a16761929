package dev.runtree.ui.run;

import java.util.BitSet;

/**
 * Where along the scroll bar something lies, in pixels from its top: what is inside a closed row lies where that row is.
 *
 * @param height of the scroll bar
 */
record ScrollTicks(BitSet hits, BitSet errors, int height) {
    static final ScrollTicks NONE = new ScrollTicks(new BitSet(), new BitSet(), 0);

    static ScrollTicks of(RunRows rows, BitSet found, int height) {
        var hits = new BitSet();
        var errors = new BitSet();
        for (var span = found.nextSetBit(0); span >= 0 && height > 0; span = found.nextSetBit(span + 1)) {
            mark(hits, rows, span, height);
        }
        for (var span : rows.forest().errors()) {
            mark(errors, rows, span, height);
        }
        return new ScrollTicks(hits, errors, height);
    }

    private static void mark(BitSet ticks, RunRows rows, int span, int height) {
        var row = rows.rowAround(span);
        if (row >= 0) {
            ticks.set(place(rows, row, height));
        }
    }

    /** Where a row lies. */
    static int place(RunRows rows, int row, int height) {
        return (int) (rows.y(row) / Math.max(1.0, (double) rows.height()) * height);
    }
}
