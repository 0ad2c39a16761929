package dev.runtree.ui.run;

import java.util.BitSet;
import java.util.function.IntPredicate;

/**
 * Where along the scroll bar something lies, in pixels from its top: what is inside a closed row lies where that row is.
 *
 * @param height of the scroll bar
 */
record ScrollTicks(BitSet hits, BitSet errors, int height) {
    static final ScrollTicks NONE = new ScrollTicks(new BitSet(), new BitSet(), 0);

    static ScrollTicks of(RunRows rows, IntPredicate hit, int height) {
        var hits = new BitSet();
        var errors = new BitSet();
        var forest = rows.forest();
        var whole = Math.max(1.0, (double) rows.height());
        for (var row = 0; row < rows.size() && height > 0; row++) {
            var from = rows.at(row);
            var to = row + 1 < rows.size() ? rows.at(row + 1) : forest.size();
            var at = (int) (rows.y(row) / whole * height);
            for (var span = from; span < to && !(hits.get(at) && errors.get(at)); span++) {
                if (hit.test(span)) {
                    hits.set(at);
                }
                if (forest.errorStarts(span)) {
                    errors.set(at);
                }
            }
        }
        return new ScrollTicks(hits, errors, height);
    }

    /** Where a row lies. */
    static int place(RunRows rows, int row, int height) {
        return (int) (rows.y(row) / Math.max(1.0, (double) rows.height()) * height);
    }
}
