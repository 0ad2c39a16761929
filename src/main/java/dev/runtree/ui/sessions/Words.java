package dev.runtree.ui.sessions;

import dev.runtree.model.Figures;
import dev.runtree.ui.Messages;
import dev.runtree.ui.text.Highlight;
import dev.runtree.ui.text.MarkedText;
import dev.runtree.ui.text.TextView;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.MenuItem;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.VBox;

/** What somebody said: its beginning when it is long, and all of it when asked for. Copying copies all. */
final class Words extends VBox {
    private static final int SHORT = 3_000;
    private static final int AT_ONCE = 20_000;

    private final String text;
    private final Highlight highlight;

    /** The one place where the text of a chat becomes nodes. */
    static Node of(String text, Highlight highlight) {
        return new Words(text.strip(), highlight);
    }

    private Words(String text, Highlight highlight) {
        this.text = text;
        this.highlight = highlight;
        getStyleClass().add("chat-words");
        getChildren().add(marked(beginning()));
        if (text.length() > SHORT * 4 / 3) {
            var all = new Hyperlink(Messages.text("sessions.all", Figures.count(text.length())));
            all.getStyleClass().add("show-all");
            all.setOnAction(event -> showAll());
            getChildren().add(all);
        }
    }

    private String beginning() {
        if (text.length() <= SHORT * 4 / 3) {
            return text;
        }
        return text.substring(0, Character.isLowSurrogate(text.charAt(SHORT)) ? SHORT - 1 : SHORT) + "…";
    }

    private Node marked(String part) {
        var words = new MarkedText();
        words.show(part, highlight);
        words.setOnContextMenuRequested(event -> menu().show(words, event.getScreenX(), event.getScreenY()));
        return words;
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

    private void showAll() {
        if (text.length() <= AT_ONCE) {
            getChildren().setAll(marked(text));
            return;
        }
        var view = new TextView();
        view.setPrefHeight(420);
        view.show(text, false);
        getChildren().setAll((Node) view);
    }
}
