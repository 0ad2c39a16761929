package dev.runtree.ui.receive;

import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/** How receiving goes, in a line with a dot. */
public final class StateLine extends HBox {

    public StateLine(Reception reception) {
        getStyleClass().add("receive-state");
        var dot = new Region();
        dot.getStyleClass().add("dot");
        var line = new Label();
        line.setWrapText(true);
        getChildren().addAll(dot, line);
        reception.follow(this, state -> {
            Wording.colour(dot, state);
            line.setText(Wording.of(state));
        });
    }
}
