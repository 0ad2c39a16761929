package dev.runtree.ui.detail;

import dev.runtree.model.Figures;
import dev.runtree.ui.Messages;
import dev.runtree.ui.WhereFromAsked;
import dev.runtree.ui.prose.Prose;
import dev.runtree.ui.text.TextView;
import javafx.scene.control.Hyperlink;
import javafx.scene.layout.VBox;

/** A text inside a card: its beginning, and all of it when asked for. It can be selected; copying copies all. */
final class LongText extends VBox {
    private static final int SHORT = 900;
    private static final int PROSE = 20_000;

    private final String text;
    private final String[] styleClasses;

    LongText(String text, String... styleClasses) {
        this.text = text;
        this.styleClasses = styleClasses;
        getStyleClass().add("long-text");
        var beginning = beginning(text);
        getChildren().add(Prose.plain(beginning, styleClasses));
        if (beginning.length() < text.length()) {
            var all = new Hyperlink(Messages.text("detail.all", Figures.count(text.length())));
            all.setOnAction(event -> showAll());
            getChildren().add(all);
        }
    }

    private static String beginning(String text) {
        if (text.length() <= SHORT * 4 / 3) {
            return text;
        }
        return text.substring(0, Character.isLowSurrogate(text.charAt(SHORT)) ? SHORT - 1 : SHORT) + "…";
    }

    private void showAll() {
        if (text.length() <= PROSE) {
            getChildren().setAll(Prose.plain(text, styleClasses));
            return;
        }
        var view = new TextView();
        view.onWhereFrom(words -> WhereFromAsked.ask(view, words));
        view.setPrefHeight(420);
        view.show(text, false);
        getChildren().setAll(view);
    }
}
