package dev.runtree.ui.watch;

import java.util.List;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;

/** The five cards: two above three, in a narrow window one beneath the other. */
final class Board extends Pane {
    private static final double NARROW = 860;
    private static final double LEAST = 322;
    private static final double GAP = 12;
    private static final double WIDE = 0.62;
    private static final int ABOVE = 2;

    private final List<? extends Region> cards;

    /** @param cards five of them, in their order */
    Board(List<? extends Region> cards) {
        this.cards = cards;
        getStyleClass().add("watch-board");
        getChildren().addAll(cards);
        widthProperty().subscribe(this::requestLayout);
    }

    private boolean isNarrow(double width) {
        return width > 0 && width < NARROW;
    }

    @Override
    protected double computeMinHeight(double width) {
        var rows = isNarrow(width < 0 ? getWidth() : width) ? cards.size() : 2;
        return rows * LEAST + (rows + 1) * GAP;
    }

    @Override
    protected double computePrefHeight(double width) {
        return computeMinHeight(width);
    }

    @Override
    protected void layoutChildren() {
        var width = getWidth() - 2 * GAP;
        if (isNarrow(getWidth())) {
            var height = (getHeight() - (cards.size() + 1) * GAP) / cards.size();
            for (var i = 0; i < cards.size(); i++) {
                place(cards.get(i), GAP, GAP + i * (height + GAP), width, height);
            }
            return;
        }
        var height = (getHeight() - 3 * GAP) / 2;
        var first = (width - GAP) * WIDE;
        place(cards.getFirst(), GAP, GAP, first, height);
        place(cards.get(1), 2 * GAP + first, GAP, width - GAP - first, height);
        var below = cards.subList(ABOVE, cards.size());
        var each = (width - (below.size() - 1) * GAP) / below.size();
        for (var i = 0; i < below.size(); i++) {
            place(below.get(i), GAP + i * (each + GAP), 2 * GAP + height, each, height);
        }
    }

    private static void place(Region card, double x, double y, double width, double height) {
        var left = Math.rint(x);
        var top = Math.rint(y);
        card.resizeRelocate(left, top, Math.rint(x + width) - left, Math.rint(y + height) - top);
    }
}
