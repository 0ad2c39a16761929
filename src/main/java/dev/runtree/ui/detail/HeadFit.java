package dev.runtree.ui.detail;

import javafx.beans.InvalidationListener;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;

/**
 * Fits what is said of a step into a head: its name first; which call of how many it is stands beside the name where both
 * have room, and before the figures otherwise.
 */
final class HeadFit {
    private final HBox line;
    private final Label place;
    private final Label figures;
    private String figured = "";

    HeadFit(HBox line, Label name, Label place, Label figures) {
        this.line = line;
        this.place = place;
        this.figures = figures;
        InvalidationListener fit = observable -> fit();
        line.widthProperty().addListener(fit);
        name.fontProperty().addListener(fit);
        place.fontProperty().addListener(fit);
    }

    void show(String placed, String figured) {
        this.figured = figured;
        place.setText(placed);
        fit();
    }

    private void fit() {
        place.applyCss();
        var others = line.getChildren().stream()
                .filter(Node::isManaged)
                .filter(node -> !node.equals(place))
                .mapToDouble(node -> node.prefWidth(-1) + line.getSpacing())
                .sum();
        var beside = others + place.prefWidth(-1) <= line.getWidth();
        place.setVisible(beside);
        place.setManaged(beside);
        var words = place.getText();
        figures.setText(beside || words.isEmpty() ? figured : words + (figured.isEmpty() ? "" : "  " + figured));
    }
}
