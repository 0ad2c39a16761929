package dev.runtree.ui.run;

import javafx.geometry.Orientation;
import javafx.scene.control.ScrollBar;
import org.jspecify.annotations.Nullable;

/** The scroll bar over the rows, and the ticks along it. */
final class RowScroll {
    static final int WIDTH = 16;

    private final ScrollBar bar = new ScrollBar();
    private @Nullable ScrollTicks ticks;

    /** @param moved called when the rows have to be drawn elsewhere */
    RowScroll(Runnable moved) {
        bar.setOrientation(Orientation.VERTICAL);
        bar.setManaged(false);
        bar.setFocusTraversable(false);
        bar.getStyleClass().add("tree-scroll");
        bar.valueProperty().addListener(observable -> moved.run());
    }

    ScrollBar bar() {
        return bar;
    }

    /** How far the rows are scrolled, in pixels. */
    double value() {
        return bar.getValue();
    }

    void to(double y) {
        bar.setValue(Math.clamp(y, 0, bar.getMax()));
    }

    /** How wide it is: nothing while all rows are in view. */
    int width() {
        return bar.isVisible() ? WIDTH : 0;
    }

    void fit(long rows, double viewport) {
        var most = Math.max(0, rows - viewport);
        bar.setMax(most);
        bar.setVisibleAmount(rows == 0 ? 0 : most * viewport / rows);
        bar.setUnitIncrement(RunTree.ROW);
        bar.setBlockIncrement(viewport - RunTree.ROW);
        bar.setVisible(most > 0);
        to(bar.getValue());
    }

    /** Rows, hits or errors are others now. */
    void forgetTicks() {
        ticks = null;
    }

    ScrollTicks ticks(RunRows rows, Hits hits, int height) {
        var known = ticks;
        if (known == null || known.height() != height) {
            known = bar.isVisible() ? ScrollTicks.of(rows, hits.spans(), height) : ScrollTicks.NONE;
            ticks = known;
        }
        return known;
    }
}
