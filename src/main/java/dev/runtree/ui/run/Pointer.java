package dev.runtree.ui.run;

import org.jspecify.annotations.Nullable;

/** Where the mouse is on the tree, and the stretch of the lane that it drags out, to be zoomed to when it is let go. */
final class Pointer {
    /** What is shorter, in pixels, was a click. */
    private static final double LEAST = 4;

    private final Runnable changed;
    private int hovered = -1;
    private @Nullable Stretch stretch;

    /** @param changed called when the tree has to be drawn anew */
    Pointer(Runnable changed) {
        this.changed = changed;
    }

    /** From where the mouse was pressed to where it is, in pixels. */
    record Stretch(double from, double to) {
        double left() {
            return Math.min(from, to);
        }

        double width() {
            return Math.abs(to - from);
        }
    }

    /** The row under the mouse, or -1. */
    int hovered() {
        return hovered;
    }

    void hover(int row) {
        if (hovered != row) {
            hovered = row;
            changed.run();
        }
    }

    void begin(double x) {
        stretch = new Stretch(x, x);
    }

    void drag(double x) {
        if (stretch != null) {
            stretch = new Stretch(stretch.from(), x);
            changed.run();
        }
    }

    boolean isDragging() {
        return stretch != null;
    }

    /** What is dragged out so far; {@code null} when nothing is. */
    @Nullable Stretch stretch() {
        return stretch != null && stretch.width() >= LEAST ? stretch : null;
    }

    /** Ends it, and gives what was dragged out; {@code null} for a click. */
    @Nullable Stretch end() {
        var done = stretch();
        stretch = null;
        changed.run();
        return done;
    }
}
