package dev.runtree.ui.aligned;

import dev.runtree.ui.Messages;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** A figure of both runs, and by how much it differs. */
final class FigureCell extends VBox {
    private final boolean isEmpty;

    private FigureCell(boolean isEmpty, Node... parts) {
        super(parts);
        this.isEmpty = isEmpty;
        getStyleClass().add("aligned-figure");
    }

    /** With its title above. */
    static FigureCell titled(String key, String left, String right, String delta) {
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        var values = values(new HBox(), left, right);
        var cell = new FigureCell(
                left.isEmpty() && right.isEmpty(),
                new HBox(8, label(Messages.text(key), "aligned-figure-title"), gap, label(delta, "compare-delta")),
                values);
        cell.say(key, left, right, delta);
        cell.setMinWidth(0);
        HBox.setHgrow(cell, Priority.ALWAYS);
        cell.setPrefWidth(120);
        return cell;
    }

    /** In one line. */
    static FigureCell inline(String key, String left, String right, String delta) {
        var row = new HBox(6, label(Messages.text(key), "aligned-figure-title"));
        values(row, left, right);
        if (!delta.isEmpty()) {
            row.getChildren().add(label(delta, "compare-delta"));
        }
        var cell = new FigureCell(left.isEmpty() && right.isEmpty(), row);
        cell.say(key, left, right, delta);
        return cell;
    }

    private void say(String key, String left, String right, String delta) {
        setAccessibleText(Messages.text(
                "aligned.figure.spoken",
                Messages.text(key),
                left.isEmpty() ? "–" : left,
                right.isEmpty() ? "–" : right,
                delta));
    }

    private static Pane values(HBox to, String left, String right) {
        to.getStyleClass().add("aligned-values-line");
        to.getChildren().add(label(left.isEmpty() ? "–" : left, "aligned-before"));
        if (!left.equals(right)) {
            to.getChildren().addAll(label("→", "aligned-before"), label(right.isEmpty() ? "–" : right, "aligned-now"));
        }
        return to;
    }

    private static Label label(String text, String style) {
        var label = new Label(text);
        label.getStyleClass().add(style);
        return label;
    }

    boolean isEmpty() {
        return isEmpty;
    }
}
