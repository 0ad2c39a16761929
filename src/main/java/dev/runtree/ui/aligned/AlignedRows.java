package dev.runtree.ui.aligned;

import java.util.BitSet;

/**
 * Which rows of an aligned tree are visible, in their order. A row is a step, meant by its place, or the head of a fold, meant
 * by {@code -1 - } its number. Belongs to one thread.
 */
final class AlignedRows {
    static final int NONE = Integer.MIN_VALUE;

    private final AlignedForest forest;
    private final BitSet closed = new BitSet();
    private final BitSet opened = new BitSet();
    private final int[] foldAt;
    private boolean hidesEqual;
    private int[] rows;
    private int size;

    /** All steps that differ are visible, and stretches of equal ones are folded. */
    AlignedRows(AlignedForest forest, boolean hidesEqual) {
        this.forest = forest;
        this.hidesEqual = hidesEqual;
        rows = new int[forest.size() + forest.folds().size()];
        foldAt = new int[forest.size()];
        for (var number = 0; number < forest.folds().size(); number++) {
            foldAt[forest.folds().get(number).from()] = number + 1;
        }
        lay();
    }

    private void lay() {
        size = 0;
        for (var at = 0; at < forest.size(); ) {
            if (hidesEqual && forest.isEqual(at)) {
                at = forest.end(at);
                continue;
            }
            var fold = foldAt[at] - 1;
            if (fold >= 0) {
                rows[size++] = -1 - fold;
                if (!opened.get(fold)) {
                    at = forest.folds().get(fold).to();
                    continue;
                }
            }
            rows[size++] = at;
            at = closed.get(at) ? forest.end(at) : at + 1;
        }
    }

    AlignedForest forest() {
        return forest;
    }

    int size() {
        return size;
    }

    /** What is in a row. */
    int at(int row) {
        return rows[row];
    }

    static boolean isFold(int entry) {
        return entry < 0 && entry != NONE;
    }

    AlignedForest.Fold fold(int entry) {
        return forest.folds().get(-1 - entry);
    }

    /** The row of a step or fold, or -1 where it is not visible. */
    int rowOf(int entry) {
        if (entry == NONE) {
            return -1;
        }
        var row = lowerBound(order(entry));
        return row < size && rows[row] == entry ? row : -1;
    }

    /** The last row that does not stand behind a step or fold. */
    int rowAround(int entry) {
        var row = lowerBound(order(entry));
        return Math.clamp(row < size && rows[row] == entry ? row : row - 1L, 0, Math.max(0, size - 1));
    }

    private int lowerBound(long order) {
        var low = 0;
        var high = size;
        while (low < high) {
            var middle = (low + high) >>> 1;
            if (order(rows[middle]) < order) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The head of a fold stands right before its first step. */
    private long order(int entry) {
        return isFold(entry) ? 2L * fold(entry).from() : 2L * entry + 1;
    }

    int depth(int entry) {
        return isFold(entry) ? fold(entry).depth() : forest.step(entry).depth();
    }

    /** Whether there is something to open and close. */
    boolean opens(int entry) {
        return isFold(entry) || forest.hasChildren(entry);
    }

    boolean isOpen(int entry) {
        return isFold(entry) ? opened.get(-1 - entry) : !closed.get(entry);
    }

    void setOpen(int entry, boolean open) {
        if (isFold(entry)) {
            opened.set(-1 - entry, open);
        } else if (forest.hasChildren(entry)) {
            closed.set(entry, !open);
        }
        lay();
    }

    /** Opens all that hides a step. */
    void reveal(int step) {
        for (var up = forest.parent(step); up >= 0; up = forest.parent(up)) {
            closed.clear(up);
        }
        for (var number = 0; number < forest.folds().size(); number++) {
            var fold = forest.folds().get(number);
            if (fold.from() <= step && step < fold.to()) {
                opened.set(number);
            }
        }
        lay();
    }

    boolean hidesEqual() {
        return hidesEqual;
    }

    void hideEqual(boolean hidden) {
        hidesEqual = hidden;
        lay();
    }

    /** The step that a row belongs to: itself, or the first of a fold. */
    int place(int entry) {
        return isFold(entry) ? fold(entry).from() : entry;
    }

    /** The entry above, or {@link #NONE}: of a step in an opened fold its head. */
    int parent(int entry) {
        if (!isFold(entry)) {
            for (var number = 0; number < forest.folds().size(); number++) {
                var fold = forest.folds().get(number);
                if (fold.from() <= entry
                        && entry < fold.to()
                        && forest.step(entry).depth() == fold.depth()) {
                    return -1 - number;
                }
            }
        }
        var up = forest.parent(place(entry));
        return up < 0 ? NONE : up;
    }
}
