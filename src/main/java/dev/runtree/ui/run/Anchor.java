package dev.runtree.ui.run;

import dev.runtree.model.SpanId;
import org.jspecify.annotations.Nullable;

/** The row at the top of what is seen, so that it can be there again after other rows have come or gone. */
record Anchor(@Nullable SpanId span, double into) {

    static Anchor of(RunTree tree) {
        var rows = tree.rows();
        var top = rows.rowAt(tree.scrolled());
        return top < 0
                ? new Anchor(null, 0)
                : new Anchor(rows.forest().span(rows.at(top)).id(), tree.scrolled() - rows.y(top));
    }

    /** Changes which rows there are, and how high; the row at the top stays there. */
    static void hold(RunTree tree, Runnable change) {
        var anchor = of(tree);
        change.run();
        tree.layoutScroll();
        anchor.restore(tree);
    }

    /** Scrolls until the row is at the top again; of one that has no row any more, the nearest around it. */
    void restore(RunTree tree) {
        if (span == null) {
            return;
        }
        var rows = tree.rows();
        var at = rows.forest().indexOf(span);
        var row = rows.rowOf(at);
        var there = row >= 0;
        while (at >= 0 && row < 0) {
            at = rows.forest().parent(at);
            row = rows.rowOf(at);
        }
        if (row >= 0) {
            tree.scrollTo(rows.y(row) + (there ? into : 0));
        }
    }
}
