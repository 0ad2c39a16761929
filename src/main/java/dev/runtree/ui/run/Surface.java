package dev.runtree.ui.run;

import dev.runtree.ui.CrispCanvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Pane;

/**
 * A canvas that fills its place and is painted anew whenever a layout is asked for, at most once a pulse. It is unmanaged,
 * and so a layout root: painting it does not lay out what is around it. While the window is shown larger, it has so many
 * more pixels, so that text stays sharp.
 */
public final class Surface extends Pane {
    private final CrispCanvas canvas = new CrispCanvas();
    private final Runnable paint;

    /** @param paint paints all of it, in the units of its place */
    public Surface(Runnable paint) {
        this.paint = paint;
        getChildren().add(canvas);
        setManaged(false);
        localToSceneTransformProperty().addListener(observable -> requestLayout());
    }

    public GraphicsContext graphics() {
        return canvas.getGraphicsContext2D();
    }

    @Override
    protected void layoutChildren() {
        canvas.fit(getWidth(), getHeight());
        paint.run();
    }
}
