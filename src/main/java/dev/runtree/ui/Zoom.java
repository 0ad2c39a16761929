package dev.runtree.ui;

import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.scene.Parent;
import javafx.scene.layout.Region;
import javafx.scene.transform.Scale;

/**
 * Shows the whole window larger or smaller, as browsers do: what is in it is laid out in as much less or more room, so
 * that text, rows and icons keep their proportions. Menus and tooltips, which have windows of their own, follow by
 * {@link PopupZoom}.
 */
public final class Zoom extends Region {
    private static final double LEAST = 0.8;
    private static final double MOST = 2;
    private static final double STEP = 0.1;

    private final Parent content;
    private final Scale scale = new Scale(1, 1, 0, 0);
    private final ReadOnlyDoubleWrapper factor = new ReadOnlyDoubleWrapper(1);

    public Zoom(Parent content) {
        this.content = content;
        content.getTransforms().add(scale);
        getChildren().add(content);
        factor.subscribe(now -> {
            scale.setX(now.doubleValue());
            scale.setY(now.doubleValue());
            requestLayout();
        });
    }

    /** 1 is the usual size; from 0.8 to 2. */
    public ReadOnlyDoubleProperty factorProperty() {
        return factor.getReadOnlyProperty();
    }

    /** Shows everything so much larger; values out of range are taken as the nearest in it. */
    public void to(double wanted) {
        double whole = Math.round(Math.clamp(wanted, LEAST, MOST) / STEP) * STEP;
        factor.set(Math.round(whole * 100) / 100.0);
    }

    /** @param by how many steps of a tenth larger; negative is smaller */
    public void by(int by) {
        to(factor.get() + by * STEP);
    }

    @Override
    protected void layoutChildren() {
        content.resizeRelocate(0, 0, Math.ceil(getWidth() / factor.get()), Math.ceil(getHeight() / factor.get()));
    }

    @Override
    protected double computePrefWidth(double height) {
        return content.prefWidth(-1) * factor.get();
    }

    @Override
    protected double computePrefHeight(double width) {
        return content.prefHeight(-1) * factor.get();
    }
}
