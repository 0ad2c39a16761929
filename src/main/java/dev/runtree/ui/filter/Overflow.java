package dev.runtree.ui.filter;

import javafx.geometry.Bounds;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;

/** A line that may be longer than its place: it is as long as the place at least, and moves under it when it is longer. */
final class Overflow extends Region {
    private final Region line;
    private double offset;

    Overflow(Region line) {
        this.line = line;
        getChildren().add(line);
        var clip = new Rectangle();
        clip.widthProperty().bind(widthProperty());
        clip.heightProperty().bind(heightProperty());
        setClip(clip);
        setMinWidth(0);
        addEventFilter(ScrollEvent.SCROLL, event -> {
            moveTo(offset - (event.getDeltaX() != 0 ? event.getDeltaX() : event.getDeltaY()));
            event.consume();
        });
    }

    /** Moves the line so that a part of it, in its own coordinates, can be seen. */
    void reveal(Bounds part) {
        if (part.getMinX() < offset) {
            moveTo(part.getMinX());
        } else if (part.getMaxX() > offset + getWidth()) {
            moveTo(part.getMaxX() - getWidth());
        }
    }

    private void moveTo(double wanted) {
        offset = Math.clamp(wanted, 0, Math.max(0, line.getWidth() - getWidth()));
        line.setTranslateX(snapPositionX(-offset));
    }

    @Override
    protected void layoutChildren() {
        line.resizeRelocate(0, 0, Math.max(getWidth(), snapSizeX(line.minWidth(-1))), getHeight());
        moveTo(offset);
    }

    @Override
    protected double computePrefWidth(double height) {
        return line.prefWidth(height);
    }

    @Override
    protected double computePrefHeight(double width) {
        return line.prefHeight(width);
    }
}
