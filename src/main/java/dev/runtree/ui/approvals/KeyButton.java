package dev.runtree.ui.approvals;

import dev.runtree.ui.Icons;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import org.kordamp.ikonli.Ikon;

/** A button with its icon, and with the key that does the same. */
final class KeyButton extends Button {
    private final Label words = new Label();
    private final Label cap = new Label();

    /** @param keys as the reader's keyboard has them; empty for none */
    KeyButton(Ikon icon, String text, String keys, Runnable action) {
        var face = new HBox(Icons.icon(icon), words);
        face.getStyleClass().add("key-button-face");
        words.textProperty().bind(textProperty());
        cap.getStyleClass().add("key");
        cap.setMinWidth(USE_PREF_SIZE);
        cap.managedProperty().bind(cap.visibleProperty());
        face.getChildren().add(cap);
        words.setMinWidth(USE_PREF_SIZE);
        getStyleClass().add("key-button");
        setText(text);
        setKeys(keys);
        setGraphic(face);
        setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        setMinWidth(USE_PREF_SIZE);
        managedProperty().bind(visibleProperty());
        setOnAction(event -> action.run());
    }

    void setKeys(String keys) {
        cap.setText(keys);
        cap.setVisible(!keys.isEmpty());
        setAccessibleHelp(keys);
    }
}
