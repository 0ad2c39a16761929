package dev.runtree.ui.text;

import dev.runtree.ui.CrispCanvas;
import javafx.scene.layout.Region;

/** Where hits are, over the scroll bar: each as a tick on its left, the current one across. */
final class TickStrip extends Region {
    private static final int WIDTH = 5;

    private final CrispCanvas canvas = new CrispCanvas();
    private double[] ticks = {};
    private double current = -1;

    TickStrip() {
        setMouseTransparent(true);
        getChildren().add(canvas);
    }

    /** @param places each from 0, the start, to 1, the end */
    void show(double[] places) {
        ticks = places;
    }

    /** @param place negative for none */
    void showCurrent(double place) {
        current = place;
    }

    int count() {
        return ticks.length;
    }

    void paint(Inks inks) {
        canvas.fit(getWidth(), getHeight());
        var g = canvas.getGraphicsContext2D();
        g.clearRect(0, 0, getWidth(), getHeight());
        g.setFill(inks.get(Ink.SLOW));
        var last = -1.0;
        for (var tick : ticks) {
            var y = Math.rint(tick * (getHeight() - 2));
            if (y != last) {
                g.fillRect(1, y, WIDTH, 2);
                last = y;
            }
        }
        if (current >= 0) {
            g.setFill(inks.get(Ink.ACCENT_FG));
            g.fillRect(0, Math.rint(current * (getHeight() - 2)), getWidth(), 2);
        }
    }
}
