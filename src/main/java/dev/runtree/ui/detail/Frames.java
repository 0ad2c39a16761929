package dev.runtree.ui.detail;

import dev.runtree.ui.Messages;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** What the tabs of a step are put together from: headings, frames and the pane that scrolls. */
final class Frames {
    private Frames() {}

    static Node scrolled(List<Node> cards) {
        var box = new VBox();
        box.getChildren().setAll(cards);
        box.getStyleClass().add("cards");
        box.setMinWidth(0);
        var scroll = new ScrollPane(box);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("detail-scroll");
        return scroll;
    }

    static Node heading(String key) {
        var label = new Label(Messages.text(key));
        label.getStyleClass().add("heading");
        return label;
    }

    /** A name and what it says, beneath each other's. */
    static Node lines(List<About.Line> lines) {
        return framed(AboutView.lines(lines));
    }

    static Node framed(Node node) {
        var box = new VBox(node);
        box.getStyleClass().add("framed");
        return box;
    }

    /** A heading with a line on both sides: what comes after it is new, or the answer. */
    static Node divider(String text) {
        var label = new Label(text);
        label.setMinWidth(Label.USE_PREF_SIZE);
        var left = new Region();
        var right = new Region();
        left.getStyleClass().add("divider-start");
        right.getStyleClass().add("divider-rest");
        HBox.setHgrow(right, Priority.ALWAYS);
        var line = new HBox(left, label, right);
        line.setAlignment(Pos.CENTER_LEFT);
        line.getStyleClass().add("divider");
        return line;
    }
}
