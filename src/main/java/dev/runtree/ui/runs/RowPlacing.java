package dev.runtree.ui.runs;

import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.layout.Region;

/** A row of a run, whose parts are put into their places by hand: a pane for each would cost more than it gives. */
abstract class RowPlacing extends Region {

    void right(Labeled label, double end, double middle) {
        double width = label.prefWidth(-1);
        place(label, end - width, width, middle);
    }

    /** Right-aligned, and shortened where it is too long; gone where that leaves nothing to read. */
    double rightWithin(Labeled label, double end, double most, double middle) {
        double wanted = label.getText().isEmpty() ? 0 : label.prefWidth(-1);
        double width = Math.min(wanted, most);
        label.setVisible(width >= Math.min(wanted, 24) && wanted > 0);
        place(label, end - width, width, middle);
        return label.isVisible() ? width : 0;
    }

    void center(Node icon, double start, double width, double middle) {
        double preferred = icon.prefWidth(-1);
        double height = icon.prefHeight(-1);
        icon.resizeRelocate(
                snapPositionX(start + (width - preferred) / 2), snapPositionY(middle - height / 2), preferred, height);
    }

    void place(Node node, double start, double width, double middle) {
        double height = node.prefHeight(-1);
        node.resizeRelocate(
                snapPositionX(start), snapPositionY(middle - height / 2), snapSizeX(Math.max(0, width)), height);
    }

    /** The bar of a duration in its track. */
    void bar(RunFields fields, double start, double length, double middle) {
        double height = RunColumns.BAR;
        double top = Math.rint(middle - height / 2);
        fields.track.resizeRelocate(snapPositionX(start), top, length, height);
        fields.bar.resizeRelocate(snapPositionX(start), top, Math.max(2, Math.rint(length * fields.share())), height);
    }

    /** Shows as many tags as fit. */
    double tags(RunFields fields, double start, double most, double middle) {
        double at = 0;
        for (Node chip : fields.tags.getChildren()) {
            double width = Math.min(chip.prefWidth(-1), 140);
            boolean fits = at + width <= most;
            chip.setVisible(fits);
            chip.setManaged(fits);
            at += fits ? width + 4 : 0;
        }
        fields.tags.setVisible(at > 0);
        place(fields.tags, start, at, middle);
        return at;
    }
}
