package dev.runtree.ui.shell;

import dev.runtree.model.Figures;
import dev.runtree.ui.Messages;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/**
 * A number at an item of the rail, hidden while it is 0.
 *
 * @param key of the words for it, with the item's and the number
 */
record RailCount(Place place, String key, ObservableValue<? extends Number> number) {
    private static final int MOST = 100;

    void show(Button item) {
        var badge = new Label();
        badge.getStyleClass().add("rail-badge");
        badge.setMinWidth(Region.USE_PREF_SIZE);
        badge.setMouseTransparent(true);
        StackPane.setAlignment(badge, Pos.TOP_RIGHT);
        var face = new StackPane(item.getGraphic(), badge);
        face.getStyleClass().add("rail-face");
        item.setGraphic(face);
        number.subscribe(now -> {
            var count = now.longValue();
            badge.setVisible(count > 0);
            badge.setText(count < MOST ? Figures.count(count) : Figures.count(MOST - 1) + "+");
            item.setAccessibleText(count == 0 ? null : Messages.text(key, item.getText(), Figures.count(count)));
        });
    }
}
