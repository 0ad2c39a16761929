package dev.runtree.ui.filter;

import dev.runtree.ui.Icons;
import dev.runtree.ui.Messages;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** A finished term of the filter: a click makes it text again, its cross removes it. */
final class Chip extends HBox {
    static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");
    private static final int LONGEST = 220;

    Chip(String term, Runnable edit, Runnable remove) {
        getStyleClass().add("chip");
        var text = new Label(term);
        text.setMaxWidth(LONGEST);
        text.setOnMouseClicked(event -> edit.run());
        var cross = new Button();
        cross.setGraphic(Icons.icon(BootstrapIcons.X));
        cross.getStyleClass().setAll("chip-cross");
        cross.setAccessibleText(Messages.text("filter.remove", term));
        cross.setFocusTraversable(false);
        cross.setOnAction(event -> remove.run());
        getChildren().addAll(text, cross);
        setMinWidth(USE_PREF_SIZE);
    }
}
