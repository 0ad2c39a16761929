package dev.runtree.ui.detail;

import dev.runtree.model.Figures;
import dev.runtree.ui.Messages;
import dev.runtree.ui.text.TextView;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.VBox;

/** A text inside a card: its beginning, and all of it when asked for. Copying copies all. */
final class LongText extends VBox {
    private static final int SHORT = 900;
    private static final int LABEL = 20_000;

    private final String text;

    LongText(String text, String... styleClasses) {
        this.text = text;
        getStyleClass().add("long-text");
        var label = new Label(beginning(text));
        label.setWrapText(true);
        label.setMinHeight(USE_PREF_SIZE);
        label.getStyleClass().add("words");
        label.getStyleClass().addAll(styleClasses);
        label.setContextMenu(menu());
        getChildren().add(label);
        if (label.getText().length() < text.length()) {
            var all = new Hyperlink(Messages.text("detail.all", Figures.count(text.length())));
            all.setOnAction(event -> showAll(label));
            getChildren().add(all);
        }
    }

    private static String beginning(String text) {
        if (text.length() <= SHORT * 4 / 3) {
            return text;
        }
        return text.substring(0, Character.isLowSurrogate(text.charAt(SHORT)) ? SHORT - 1 : SHORT) + "…";
    }

    private void showAll(Label label) {
        if (text.length() <= LABEL) {
            label.setText(text);
            getChildren().setAll(label);
            return;
        }
        var view = new TextView();
        view.setPrefHeight(420);
        view.show(text, false);
        getChildren().setAll((Node) view);
    }

    private ContextMenu menu() {
        var copy = new MenuItem(Messages.text("text.copy"));
        copy.setOnAction(event -> {
            var content = new ClipboardContent();
            content.putString(text);
            Clipboard.getSystemClipboard().setContent(content);
        });
        return new ContextMenu(copy);
    }
}
