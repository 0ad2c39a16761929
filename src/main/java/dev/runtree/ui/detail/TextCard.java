package dev.runtree.ui.detail;

import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/** A card of one text, in a form that can be chosen. */
final class TextCard {
    private TextCard() {}

    /**
     * A folded card.
     *
     * @param kind of the text: its form is remembered by it
     */
    static Foldable of(Reader reader, Label title, String kind, String text, String figure, String... styleClasses) {
        var place = new VBox();
        place.getStyleClass().add("card-text");
        var card = new Foldable(title, text, figure, () -> place);
        var menus = new VBox();
        card.withWhenOpen(menus);
        // Made when it is unfolded for the first time: history is hardly ever.
        place.parentProperty().subscribe(parent -> {
            if (parent != null && place.getChildren().isEmpty()) {
                var block = new TextBlock(reader, kind, text, styleClasses);
                place.getChildren().add(block);
                menus.getChildren().add(block.menu());
            }
        });
        return card;
    }

    /** An unfolded card under a title of the window's texts. */
    static Foldable open(Reader reader, String title, String kind, String text, String... styleClasses) {
        return of(reader, Foldable.role(title), kind, text, CardView.characters(text), styleClasses)
                .opened();
    }
}
