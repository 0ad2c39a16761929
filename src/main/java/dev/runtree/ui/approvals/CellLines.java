package dev.runtree.ui.approvals;

import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** What the rows of this view have in common: two lines with something at their ends, and a third. */
final class CellLines {
    private CellLines() {}

    static Label label(String styleClass) {
        var label = new Label();
        label.getStyleClass().add(styleClass);
        label.setMinWidth(0);
        return label;
    }

    /** Makes a cell one of these, as wide as its list. */
    static void style(ListCell<?> cell) {
        cell.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        cell.setPrefWidth(0);
        cell.getStyleClass().add("approval-cell");
    }

    /** The labels at the ends are never cut. */
    static VBox of(Label first, Label firstEnd, Label second, Label secondEnd, Label third) {
        var lines = new VBox(line(first, firstEnd), line(second, secondEnd), third);
        lines.getStyleClass().add("approval-lines");
        return lines;
    }

    private static HBox line(Label first, Label last) {
        last.setMinWidth(Region.USE_PREF_SIZE);
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        var line = new HBox(first, space, last);
        line.getStyleClass().add("approval-line");
        return line;
    }
}
