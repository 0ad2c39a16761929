package dev.runtree.ui.aligned;

import dev.runtree.ui.run.RowTip;
import javafx.scene.Node;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;

/** The mouse on the tree: a click selects, and opens on a triangle or a fold. */
final class AlignedMouse {
    private final AlignedTree tree;
    private final RowTip tip;

    private AlignedMouse(AlignedTree tree, Node surface) {
        this.tree = tree;
        this.tip = new RowTip(surface);
    }

    static void install(AlignedTree tree, Node surface) {
        var mouse = new AlignedMouse(tree, surface);
        surface.setOnMousePressed(mouse::pressed);
        surface.setOnMouseMoved(mouse::moved);
        surface.setOnMouseExited(event -> tree.hover(-1));
        surface.setOnScroll(event -> {
            tree.scrollTo(tree.scrolled() - event.getDeltaY());
            event.consume();
        });
    }

    private void pressed(MouseEvent event) {
        tree.requestFocus();
        var row = tree.rowAt(event.getY());
        if (row < 0 || (event.getButton() != MouseButton.PRIMARY && event.getButton() != MouseButton.SECONDARY)) {
            return;
        }
        var entry = tree.rows().at(row);
        tree.select(entry);
        var opens = AlignedRows.isFold(entry)
                || (tree.rows().opens(entry)
                        && AlignedPainter.isTriangle(
                                tree.columns(), event.getX(), tree.rows().depth(entry)));
        if (event.getButton() == MouseButton.PRIMARY && opens) {
            tree.setOpen(entry, !tree.rows().isOpen(entry));
        }
    }

    private void moved(MouseEvent event) {
        var row = tree.rowAt(event.getY());
        tree.hover(row);
        var pair = tree.pair();
        tip.show(
                row < 0 || pair == null || AlignedRows.isFold(tree.rows().at(row))
                        ? null
                        : String.join(
                                "\n",
                                StepWords.lines(
                                        pair, pair.forest().step(tree.rows().at(row)))));
    }
}
