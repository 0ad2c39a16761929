package dev.runtree.ui.media;

import javafx.geometry.Orientation;
import javafx.scene.AccessibleRole;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.layout.Region;

/** An image as large as it is, or as its place allows. */
public final class PictureBox extends Region {
    private static final double TALLEST = 360;

    private final ImageView view;
    private final Image image;

    /** @param words what it is, for those who cannot see it */
    public PictureBox(Image image, String words) {
        this.image = image;
        view = new ImageView(image);
        view.setPreserveRatio(true);
        view.setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        view.setAccessibleText(words);
        setMinWidth(0);
        getChildren().add(view);
    }

    private double scale(double width) {
        var room = width < 0 ? image.getWidth() : width;
        return Math.min(1, Math.min(room / image.getWidth(), TALLEST / image.getHeight()));
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    protected double computePrefWidth(double height) {
        return image.getWidth() * scale(-1);
    }

    @Override
    protected double computePrefHeight(double width) {
        return Math.ceil(image.getHeight() * scale(width));
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected void layoutChildren() {
        view.setFitWidth(Math.max(1, image.getWidth() * scale(getWidth())));
        view.relocate(0, 0);
    }
}
