package dev.runtree.ui.run;

import java.util.Objects;
import javafx.scene.Node;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/** The mouse on the tree: a click selects, a double click or the twisty opens, the wheel scrolls rows and zooms the lane. */
final class TreeMouse {
    private static final double STEP = 1.2;

    private final RunTree tree;
    private final Node surface;
    private final Tooltip tooltip = new Tooltip();
    private @Nullable String shown;

    private TreeMouse(RunTree tree, Node surface) {
        this.tree = tree;
        this.surface = surface;
        tooltip.setShowDelay(Duration.millis(500));
        tooltip.setMaxWidth(480);
        tooltip.setWrapText(true);
    }

    static void install(RunTree tree, Node surface) {
        var mouse = new TreeMouse(tree, surface);
        surface.setOnMousePressed(mouse::pressed);
        surface.setOnMouseMoved(mouse::moved);
        surface.setOnMouseExited(event -> tree.hover(-1));
        surface.setOnScroll(mouse::scrolled);
    }

    private int row(double y) {
        var rows = tree.rows();
        var at = y - TreePainter.HEADER + tree.scrolled();
        return y < TreePainter.HEADER || at >= rows.height() ? -1 : rows.rowAt(at);
    }

    private void pressed(MouseEvent event) {
        tree.requestFocus();
        var row = row(event.getY());
        if (row < 0 || event.getButton() != MouseButton.PRIMARY) {
            return;
        }
        var span = tree.rows().at(row);
        var columns = Columns.of(tree.viewportWidth());
        var inRow = event.getY()
                        - TreePainter.HEADER
                        + tree.scrolled()
                        - tree.rows().y(row)
                < RunTree.ROW;
        if (inRow && RowPainter.isTwisty(event.getX(), tree.rows().forest().depth(span), columns) && tree.opens(span)) {
            tree.setOpen(span, !tree.isOpen(span));
            return;
        }
        tree.select(span);
        if (inRow && event.getClickCount() == 2 && tree.opens(span)) {
            tree.setOpen(span, !tree.isOpen(span));
        }
    }

    private void moved(MouseEvent event) {
        var row = row(event.getY());
        tree.hover(row);
        if (row < 0) {
            explain(null);
            return;
        }
        var span = tree.rows().at(row);
        var columns = Columns.of(tree.viewportWidth());
        var overName = event.getX() < columns.name();
        explain(overName && !tree.isElided(span) ? null : RowText.exact(tree.spans(), span));
    }

    private void explain(@Nullable String text) {
        if (Objects.equals(text, shown)) {
            return;
        }
        shown = text;
        if (text == null) {
            Tooltip.uninstall(surface, tooltip);
        } else {
            tooltip.setText(text);
            Tooltip.install(surface, tooltip);
        }
    }

    private void scrolled(ScrollEvent event) {
        var columns = Columns.of(tree.viewportWidth());
        var inLane = event.getX() >= columns.lane() && event.getX() <= columns.end();
        // With Shift held some systems turn a vertical wheel into a horizontal one.
        var sideways = event.getDeltaX() != 0 ? event.getDeltaX() : event.isShiftDown() ? event.getDeltaY() : 0;
        if (inLane && sideways != 0) {
            tree.pan(-sideways / Math.max(1, columns.laneWidth()));
        } else if (inLane && event.getDeltaY() != 0) {
            var share = (event.getX() - columns.lane()) / Math.max(1, columns.laneWidth());
            tree.zoom(event.getDeltaY() > 0 ? 1 / STEP : STEP, share);
        } else {
            tree.scrollTo(tree.scrolled() - event.getDeltaY());
        }
        event.consume();
    }
}
