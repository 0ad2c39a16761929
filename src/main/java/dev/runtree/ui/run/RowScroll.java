package dev.runtree.ui.run;

import javafx.geometry.Orientation;
import javafx.scene.control.ScrollBar;
import org.jspecify.annotations.Nullable;

/** The scroll bar over the rows, and the ticks along it. */
public final class RowScroll {
    public static final int WIDTH = 16;

    private final ScrollBar bar = new ScrollBar();
    private ScrollTicks ticks = ScrollTicks.NONE;
    private @Nullable Source source;

    /** What ticks were made of: these rows as they lay, and these hits as far as they were found. */
    private record Source(RunRows rows, int arrangement, Hits hits, int found, int height) {}

    /** @param moved called when the rows have to be drawn elsewhere */
    public RowScroll(Runnable moved) {
        bar.setOrientation(Orientation.VERTICAL);
        bar.setManaged(false);
        bar.setFocusTraversable(false);
        bar.getStyleClass().add("tree-scroll");
        bar.valueProperty().addListener(observable -> moved.run());
    }

    public ScrollBar bar() {
        return bar;
    }

    /** How far the rows are scrolled, in pixels. */
    public double value() {
        return bar.getValue();
    }

    public void to(double y) {
        bar.setValue(Math.clamp(y, 0, bar.getMax()));
    }

    /** Whether a row is in view with all that is opened beneath it. */
    boolean sees(RunRows rows, int span, double viewport) {
        var row = rows.rowOf(span);
        return row >= 0 && rows.y(row) >= value() && rows.y(row + 1) <= value() + viewport;
    }

    /** Scrolls down until all that is opened beneath a row is in view, or the row is at the top. */
    void reveal(RunRows rows, int span, double viewport) {
        var row = rows.rowOf(span);
        if (row >= 0) {
            var most = Math.max(0, rows.y(row) - value());
            to(value() + Math.clamp(rows.y(row + 1) - value() - viewport, 0, most));
        }
    }

    /** How wide it is: nothing while all rows are in view. */
    public int width() {
        return bar.isVisible() ? WIDTH : 0;
    }

    public void fit(long rows, double viewport) {
        var most = Math.max(0, rows - viewport);
        bar.setMax(most);
        bar.setVisibleAmount(rows == 0 ? 0 : most * viewport / rows);
        bar.setUnitIncrement(RunTree.ROW);
        bar.setBlockIncrement(viewport - RunTree.ROW);
        bar.setVisible(most > 0);
        if (most == 0) {
            // A run that is gone is not kept in memory by its ticks.
            source = null;
        }
        to(bar.getValue());
    }

    /** Where hits and errors lie along it; made anew only when rows, hits or its height are others. */
    ScrollTicks ticks(RunRows rows, Hits hits, int height) {
        var wanted = new Source(rows, rows.arrangement(), hits, hits.revision(), height);
        if (!bar.isVisible()) {
            return ScrollTicks.NONE;
        }
        if (!wanted.equals(source)) {
            ticks = ScrollTicks.of(rows, hits.spans(), height);
            source = wanted;
        }
        return ticks;
    }
}
