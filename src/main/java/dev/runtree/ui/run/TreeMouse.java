package dev.runtree.ui.run;

import javafx.scene.Cursor;
import javafx.scene.Node;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;

/**
 * The mouse on the tree: a click selects, a double click or the twisty opens, the wheel scrolls rows and zooms the lane. What
 * is dragged out on lane or ruler is zoomed to, and the edge of the name column is dragged to its place.
 */
final class TreeMouse {
    private static final double STEP = 1.2;
    private static final double EDGE = 4;
    private static final int LINES = 3;

    private final RunTree tree;
    private final Node surface;
    private final RowTip tip;
    private boolean resizing;

    private TreeMouse(RunTree tree, Node surface) {
        this.tree = tree;
        this.surface = surface;
        this.tip = new RowTip(surface);
    }

    static void install(RunTree tree, Node surface) {
        var mouse = new TreeMouse(tree, surface);
        surface.setOnMousePressed(mouse::pressed);
        surface.setOnMouseDragged(mouse::dragged);
        surface.setOnMouseReleased(mouse::released);
        surface.setOnMouseMoved(mouse::moved);
        surface.setOnMouseExited(event -> tree.pointer().hover(-1));
        surface.setOnScroll(mouse::scrolled);
    }

    private int row(double y) {
        var rows = tree.rows();
        var at = y - TreePainter.HEADER + tree.scrolled();
        return y < TreePainter.HEADER || at >= rows.height() ? -1 : rows.rowAt(at);
    }

    private boolean inLane(double x) {
        var columns = tree.columns();
        return x >= columns.lane() && x <= columns.end();
    }

    private boolean atNameEdge(MouseEvent event) {
        return event.getY() < TreePainter.HEADER
                && Math.abs(event.getX() - tree.columns().name()) <= EDGE;
    }

    private double share(double x) {
        var columns = tree.columns();
        return (x - columns.lane()) / Math.max(1, columns.laneWidth());
    }

    private void pressed(MouseEvent event) {
        tree.requestFocus();
        if (event.getButton() != MouseButton.PRIMARY) {
            selectForMenu(event);
            return;
        }
        if (atNameEdge(event)) {
            resizing = true;
            if (event.getClickCount() == 2) {
                tree.setColumnChoice(tree.columnChoice().withNameWidth(Columns.Choice.AUTOMATIC));
            }
            return;
        }
        if (inLane(event.getX())) {
            tree.pointer().begin(event.getX());
        }
        var row = row(event.getY());
        if (row >= 0) {
            pressed(event, row);
        } else if (inLane(event.getX()) && event.getClickCount() == 2) {
            tree.lane().showAll();
        }
    }

    private void selectForMenu(MouseEvent event) {
        var row = row(event.getY());
        if (row >= 0 && event.getButton() == MouseButton.SECONDARY) {
            tree.select(tree.rows().at(row));
        }
    }

    private void pressed(MouseEvent event, int row) {
        var span = tree.rows().at(row);
        var inRow = event.getY()
                        - TreePainter.HEADER
                        + tree.scrolled()
                        - tree.rows().y(row)
                < RunTree.ROW;
        var depth = tree.rows().forest().depth(span);
        if (inRow && RowPainter.isTwisty(event.getX(), depth, tree.columns()) && tree.opens(span)) {
            tree.setOpen(span, !tree.isOpen(span));
            return;
        }
        tree.select(span);
        if (inRow && event.getClickCount() == 2) {
            if (inLane(event.getX())) {
                tree.lane().fitOrBack(tree.rows().forest().span(span));
            } else if (tree.opens(span)) {
                tree.setOpen(span, !tree.isOpen(span));
            }
        }
    }

    private void dragged(MouseEvent event) {
        if (resizing) {
            tree.setColumnChoice(tree.columnChoice().withNameWidth((int) Math.max(1, event.getX())));
        } else if (tree.pointer().isDragging()) {
            tree.pointer().drag(event.getX());
        }
    }

    private void released(MouseEvent event) {
        resizing = false;
        var stretch = tree.pointer().end();
        if (stretch != null) {
            tree.lane().set(tree.view().part(share(stretch.from()), share(stretch.to())));
        }
    }

    private void moved(MouseEvent event) {
        surface.setCursor(atNameEdge(event) ? Cursor.H_RESIZE : Cursor.DEFAULT);
        var row = row(event.getY());
        tree.pointer().hover(row);
        if (row < 0) {
            tip.show(null);
            return;
        }
        var span = tree.rows().at(row);
        var overName = event.getX() < tree.columns().name();
        var said = tree.marks().words(tree.rows().forest().span(span).id());
        if (overName && said.isEmpty() && !tree.isElided(span)) {
            tip.show(null);
        } else {
            var exact = RowText.exact(tree.spans(), span);
            tip.show(said.isEmpty() ? exact : exact + "\n" + String.join("\n", said));
        }
    }

    /** Over an opened panel the wheel scrolls its side, until that is at its end. */
    private boolean inPanel(ScrollEvent event) {
        var row = row(event.getY());
        if (row < 0 || !tree.rows().isOpened(tree.rows().at(row))) {
            return false;
        }
        var span = tree.rows().at(row);
        var into = event.getY()
                - TreePainter.HEADER
                + tree.scrolled()
                - tree.rows().y(row);
        return into > RunTree.ROW
                && tree.panels()
                        .scroll(
                                span,
                                event.getX() > tree.panels().sides(span).output(),
                                event.getDeltaY() > 0 ? -LINES : LINES);
    }

    private void scrolled(ScrollEvent event) {
        var columns = tree.columns();
        // With Shift held some systems turn a vertical wheel into a horizontal one.
        var sideways = event.getDeltaX() != 0 ? event.getDeltaX() : event.isShiftDown() ? event.getDeltaY() : 0;
        if (inLane(event.getX()) && inPanel(event)) {
            event.consume();
        } else if (inLane(event.getX()) && sideways != 0) {
            tree.lane().pan(-sideways / Math.max(1, columns.laneWidth()));
        } else if (inLane(event.getX()) && event.getDeltaY() != 0) {
            tree.lane().zoom(event.getDeltaY() > 0 ? 1 / STEP : STEP, share(event.getX()));
        } else if (!inPanel(event)) {
            tree.scrollTo(tree.scrolled() - event.getDeltaY());
            tree.tell(TreeEvent.SCROLLED);
        }
        event.consume();
    }
}
