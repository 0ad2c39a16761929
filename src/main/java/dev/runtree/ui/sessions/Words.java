package dev.runtree.ui.sessions;

import dev.runtree.model.Figures;
import dev.runtree.ui.Messages;
import dev.runtree.ui.prose.Links;
import dev.runtree.ui.prose.Prose;
import dev.runtree.ui.text.TextView;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.layout.VBox;

/** What somebody said: its beginning when it is long, and all of it when asked for. */
public final class Words extends VBox {
    private static final int SHORT = 3_000;
    private static final int AT_ONCE = 20_000;

    private final String text;
    private final boolean markdown;

    /** As a user typed it. */
    public static Node typed(String text) {
        return new Words(text.strip(), false);
    }

    /** As an agent wrote it, who may have written Markdown. */
    public static Node answered(String text) {
        return new Words(text.strip(), true);
    }

    private Words(String text, boolean markdown) {
        this.text = text;
        this.markdown = markdown;
        getStyleClass().add("chat-words");
        getChildren().add(prose(beginning()));
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

    private Node prose(String part) {
        return markdown ? Prose.markdown(part, Links.copied()).orElseGet(() -> Prose.plain(part)) : Prose.plain(part);
    }

    private void showAll() {
        if (text.length() <= AT_ONCE) {
            getChildren().setAll(prose(text));
            return;
        }
        var view = new TextView();
        view.setPrefHeight(420);
        view.show(text, false);
        getChildren().setAll((Node) view);
    }
}
