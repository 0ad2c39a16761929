package dev.runtree.ui;

import javafx.scene.canvas.Canvas;
import javafx.scene.transform.Scale;

/**
 * A canvas that stays sharp when the window is zoomed: its picture has as many pixels as the screen shows of it, while
 * whoever paints counts as if nothing were zoomed.
 */
public final class CrispCanvas extends Canvas {
    private final Scale shrink = new Scale(1, 1, 0, 0);

    public CrispCanvas() {
        getTransforms().add(shrink);
    }

    /** Makes it as large as this; everything has to be painted again. */
    public void fit(double width, double height) {
        var parent = getParent();
        double factor = parent == null ? 1 : parent.getLocalToSceneTransform().getMxx();
        factor = factor > 0 ? factor : 1;
        setWidth(Math.ceil(width * factor));
        setHeight(Math.ceil(height * factor));
        shrink.setX(1 / factor);
        shrink.setY(1 / factor);
        getGraphicsContext2D().setTransform(factor, 0, 0, factor, 0, 0);
    }
}
