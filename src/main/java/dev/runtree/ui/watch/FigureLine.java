package dev.runtree.ui.watch;

import javafx.scene.layout.FlowPane;

/** The large figures of a card, one beside the other as far as there is room. */
final class FigureLine extends FlowPane {
    FigureLine(FigureLabel... figures) {
        super(figures);
        getStyleClass().add("big-line");
        setMinHeight(USE_PREF_SIZE);
    }
}
