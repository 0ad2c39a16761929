package dev.runtree.ui.run;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Which spans of a {@link SpanForest} are visible, and where: row 0 is the first visible span. Expanding and collapsing
 * splice one array of ints, so that 100,000 spans stay fluid. A row is {@code rowHeight} high and higher by what is
 * opened beneath it. Belongs to one thread.
 */
final class RunRows {
    private final SpanForest forest;
    private final int rowHeight;
    private final BitSet expanded;
    private final OpenedRows opened;
    private @Nullable BitSet shown;
    private int[] visible;
    private int size;

    /** Everything is expanded and nothing opened. */
    RunRows(SpanForest forest, int rowHeight) {
        this.forest = forest;
        this.rowHeight = rowHeight;
        this.expanded = new BitSet(forest.size());
        this.opened = new OpenedRows(rowHeight, this::rowOf);
        this.visible = new int[forest.size()];
        expandAll();
    }

    SpanForest forest() {
        return forest;
    }

    int rowHeight() {
        return rowHeight;
    }

    /**
     * Lets only some spans have rows.
     *
     * @param some with each span all its ancestors; {@code null} for all spans
     */
    void show(@Nullable BitSet some) {
        if (some != null || shown != null) {
            shown = some;
            rebuild();
        }
    }

    private boolean isShown(int span) {
        return shown == null || shown.get(span);
    }

    /** Takes over what is collapsed and opened in {@code before}, as far as its spans are here; others stay expanded. */
    void like(RunRows before) {
        for (var i = 0; i < before.forest.size(); i++) {
            if (before.forest.hasChildren(i) && !before.expanded.get(i)) {
                var here = forest.indexOf(before.forest.span(i).id());
                if (here >= 0) {
                    expanded.clear(here);
                }
            }
        }
        for (var entry : before.opened.heights().entrySet()) {
            var here = forest.indexOf(before.forest.span(entry.getKey()).id());
            if (here >= 0) {
                opened.open(here, entry.getValue());
            }
        }
        rebuild();
    }

    /** How many rows are visible. */
    int size() {
        return size;
    }

    /** The span in a row. */
    int at(int row) {
        if (row < 0 || row >= size) {
            throw new IndexOutOfBoundsException("row " + row + " of " + size);
        }
        return visible[row];
    }

    /** The row of a span, or -1 when it is inside a collapsed one. */
    int rowOf(int span) {
        // Visible spans are in tree order, hence ascending.
        var row = Arrays.binarySearch(visible, 0, size, span);
        return row < 0 ? -1 : row;
    }

    /** The row of a span, or the one inside which it is collapsed; -1 when it is none of those that are shown. */
    int rowAround(int span) {
        if (!isShown(span)) {
            return -1;
        }
        var row = Arrays.binarySearch(visible, 0, size, span);
        return row < 0 ? -row - 2 : row;
    }

    boolean isExpanded(int span) {
        return expanded.get(span) && hasRowsBeneath(span);
    }

    /** Whether there is something to expand: children, of those that are shown. */
    boolean hasRowsBeneath(int span) {
        return firstBeneath(span) >= 0;
    }

    /** The first child that is shown, or -1. */
    int firstBeneath(int span) {
        var child = first(span + 1, forest.end(span));
        return child < forest.end(span) ? child : -1;
    }

    void expand(int span) {
        if (isExpanded(span) || !forest.hasChildren(span)) {
            return;
        }
        expanded.set(span);
        var row = rowOf(span);
        if (row >= 0) {
            var count = 0;
            for (var i = first(span + 1, forest.end(span)); i < forest.end(span); i = after(i, forest.end(span))) {
                count++;
            }
            System.arraycopy(visible, row + 1, visible, row + 1 + count, size - row - 1);
            var to = row + 1;
            for (var i = first(span + 1, forest.end(span)); i < forest.end(span); i = after(i, forest.end(span))) {
                visible[to++] = i;
            }
            size += count;
            opened.moved();
        }
    }

    void collapse(int span) {
        if (!isExpanded(span)) {
            return;
        }
        expanded.clear(span);
        var row = rowOf(span);
        if (row >= 0) {
            var next = Arrays.binarySearch(visible, row, size, forest.end(span));
            var from = next < 0 ? -next - 1 : next;
            System.arraycopy(visible, from, visible, row + 1, size - from);
            size -= from - row - 1;
            opened.moved();
        }
    }

    /** The row after a span's, below {@code end}. */
    private int after(int span, int end) {
        return first(expanded.get(span) ? span + 1 : forest.end(span), end);
    }

    /** What is hidden has nothing beneath it that is not. */
    private int first(int span, int end) {
        var at = span;
        while (at < end && !isShown(at)) {
            at = forest.end(at);
        }
        return at;
    }

    void expandAll() {
        expanded.set(0, forest.size());
        rebuild();
    }

    void collapseAll() {
        expandToLevel(0);
    }

    /** Expands what is less than {@code level} deep and collapses the rest: 0 leaves the roots alone in view. */
    void expandToLevel(int level) {
        for (var i = 0; i < forest.size(); i++) {
            expanded.set(i, forest.depth(i) < level);
        }
        rebuild();
    }

    /** Expands the shallowest level at which a visible row is collapsed. */
    void deeper() {
        var level = Integer.MAX_VALUE;
        for (var row = 0; row < size; row++) {
            if (forest.hasChildren(visible[row]) && !expanded.get(visible[row])) {
                level = Math.min(level, forest.depth(visible[row]));
            }
        }
        setVisibleAt(level, true);
    }

    /** Collapses the deepest level at which a visible row is expanded. */
    void shallower() {
        var level = -1;
        for (var row = 0; row < size; row++) {
            if (isExpanded(visible[row])) {
                level = Math.max(level, forest.depth(visible[row]));
            }
        }
        setVisibleAt(level, false);
    }

    private void setVisibleAt(int level, boolean value) {
        for (var row = 0; row < size; row++) {
            if (forest.depth(visible[row]) == level) {
                expanded.set(visible[row], value);
            }
        }
        rebuild();
    }

    /** Expands all that hides a span, and gives its row; -1 when it is none of those that are shown. */
    int reveal(int span) {
        for (var up = forest.parent(span); up >= 0; up = forest.parent(up)) {
            if (!expanded.get(up)) {
                // From the bottom up only the last splice moves rows.
                expand(up);
            }
        }
        return rowOf(span);
    }

    private void rebuild() {
        size = 0;
        for (var i = first(0, forest.size()); i < forest.size(); i = after(i, forest.size())) {
            visible[size++] = i;
        }
        opened.moved();
    }

    /**
     * The next span after {@code from} that is wanted and has a row or would have one if all were expanded, from the last on
     * to the first again; -1 when there is none but {@code from} itself.
     *
     * @param from a span, or -1 to begin before the first
     * @param step 1 for the next, -1 for the previous
     */
    int next(int from, int step, IntPredicate wanted) {
        var count = forest.size();
        var start = from < 0 && step < 0 ? 0 : from;
        for (var moved = 1; moved <= count; moved++) {
            var i = Math.floorMod(start + moved * step, count);
            if (i != from && isShown(i) && wanted.test(i)) {
                return i;
            }
        }
        return -1;
    }

    boolean isOpened(int span) {
        return opened.contains(span);
    }

    /** Opens {@code height} pixels beneath a span's row, also while it is hidden. */
    void open(int span, int height) {
        opened.open(span, height);
    }

    void close(int span) {
        opened.close(span);
    }

    Iterable<Integer> opened() {
        return opened.heights().keySet();
    }

    /** The height of a row with what is opened beneath it. */
    int height(int row) {
        return opened.height(at(row));
    }

    /** Where a row begins, in pixels from the top of the first; of the row after the last, the height of all. */
    long y(int row) {
        return opened.y(row);
    }

    long height() {
        return y(size);
    }

    /** Another number after each change of which rows are visible and where. */
    int arrangement() {
        return opened.moves();
    }

    /** The row at a height; the first or last one when it is outside, -1 when there are no rows. */
    int rowAt(double y) {
        var low = 0;
        var high = size - 1;
        while (low < high) {
            var middle = (low + high + 1) >>> 1;
            if (y(middle) <= y) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return Math.min(low, size - 1);
    }
}
