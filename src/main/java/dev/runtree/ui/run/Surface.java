package dev.runtree.ui.run;

import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Pane;
import javafx.scene.transform.Scale;

/**
 * A canvas that fills its place and is painted anew whenever a layout is asked for, at most once a pulse. It is unmanaged,
 * and so a layout root: painting it does not lay out what is around it. While the window is shown larger, it has so many
 * more pixels, so that text stays sharp.
 */
final class Surface extends Pane {
    private final Canvas canvas = new Canvas();
    private final Scale scale = new Scale(1, 1, 0, 0);
    private final Runnable paint;

    /** @param paint paints all of it, in the units of its place */
    Surface(Runnable paint) {
        this.paint = paint;
        canvas.getTransforms().add(scale);
        getChildren().add(canvas);
        setManaged(false);
        localToSceneTransformProperty().addListener(observable -> requestLayout());
    }

    GraphicsContext graphics() {
        return canvas.getGraphicsContext2D();
    }

    @Override
    protected void layoutChildren() {
        var zoom = Math.max(0.1, getLocalToSceneTransform().getMxx());
        canvas.setWidth(Math.ceil(getWidth() * zoom));
        canvas.setHeight(Math.ceil(getHeight() * zoom));
        scale.setX(1 / zoom);
        scale.setY(1 / zoom);
        graphics().setTransform(zoom, 0, 0, zoom, 0, 0);
        paint.run();
    }
}
