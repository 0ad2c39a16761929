package dev.runtree.ui.provenance;

import javafx.geometry.Orientation;
import javafx.scene.layout.Region;

/** A value with what is said of it: at the right of the same line where there is room for both, beneath it otherwise. */
final class BesideLine extends Region {
    private static final double GAP = 8;

    private final Region value;
    private final Region beside;

    BesideLine(Region value, Region beside) {
        this.value = value;
        this.beside = beside;
        getStyleClass().add("argument-line");
        getChildren().addAll(value, beside);
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    private boolean fits(double width) {
        return value.prefWidth(-1) + GAP + beside.prefWidth(-1) <= width;
    }

    @Override
    protected double computeMinWidth(double height) {
        return 0;
    }

    @Override
    protected double computePrefWidth(double height) {
        return value.prefWidth(-1) + GAP + beside.prefWidth(-1);
    }

    @Override
    protected double computePrefHeight(double width) {
        var inside = width < 0 ? prefWidth(-1) : width;
        var high = value.prefHeight(Math.min(inside, value.prefWidth(-1)));
        return fits(inside) ? Math.max(high, beside.prefHeight(-1)) : high + beside.prefHeight(-1);
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected void layoutChildren() {
        var width = getWidth();
        var wide = Math.min(width, value.prefWidth(-1));
        var high = value.prefHeight(wide);
        value.resizeRelocate(0, 0, snapSizeX(wide), high);
        var words = Math.min(width, beside.prefWidth(-1));
        var height = beside.prefHeight(-1);
        if (fits(width)) {
            beside.resizeRelocate(snapPositionX(width - words), 0, words, height);
        } else {
            beside.resizeRelocate(0, high, words, height);
        }
    }
}
