package dev.runtree.ui.filter;

import dev.runtree.store.RunCourse;
import dev.runtree.ui.Fonts;
import java.time.Instant;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import org.jspecify.annotations.Nullable;

/** Draws the strip: all runs, those that match and failed in front of them, diamonds above and times beneath. */
final class HistogramPainter {
    private static final double APART = 110;
    private static final double CHARACTER = 6.3;
    private static final double DIAMOND = 3.5;
    private static final double MARK = 0.16;

    private final GraphicsContext g;
    private final HistogramScale scale;
    private final double left;
    private final double top;
    private final double width;
    private final double height;

    record Colors(Color all, Color matching, Color error, Color outlier, Color accent, Color text) {}

    /**
     * What the reader does.
     *
     * @param selected when the run that is read started
     * @param first of the buckets that are marked; -1 for none
     */
    record Marks(@Nullable Instant selected, int first, int last, boolean isFocused) {}

    /** @param height of all of it, as the window counts: a zoomed canvas has another number of pixels */
    HistogramPainter(GraphicsContext g, HistogramScale scale, double left, double top, double height) {
        this.g = g;
        this.scale = scale;
        this.left = left;
        this.top = top;
        this.height = height;
        width = scale.width() + 2 * left;
    }

    void paint(Colors colors, Marks marks) {
        g.clearRect(0, 0, width + 2, height + 2);
        double base = top + scale.height();
        var buckets = scale.course().buckets();
        g.setFill(colors.all());
        g.fillRect(left, base, scale.width(), 1);
        for (int i = 0; i < buckets.size(); i++) {
            var bucket = buckets.get(i);
            double x = left + scale.x(i);
            double width = Math.max(1, scale.x(i + 1) - scale.x(i) - 1);
            bar(colors.all(), x, width, base, bucket.all());
            bar(colors.matching(), x, width, base, bucket.matching());
            bar(colors.error(), x, width, base, bucket.errors());
        }
        ticks(colors, base);
        scale.course().outliers().forEach(each -> diamond(each, colors.outlier()));
        marks(marks, colors.accent(), base);
    }

    private void bar(Color color, double x, double width, double base, long runs) {
        double height = scale.height(runs);
        g.setFill(color);
        g.fillRect(x, base - height, width, height);
    }

    private void ticks(Colors colors, double base) {
        g.setFont(Fonts.mono(10.5));
        g.setTextBaseline(VPos.CENTER);
        g.setFill(colors.text());
        for (var tick : scale.ticks(APART)) {
            double x = left + tick.x();
            g.setFill(colors.all());
            g.fillRect(x, base + 1, 1, 4);
            if (x + 4 + tick.label().length() * CHARACTER <= left + scale.width()) {
                g.setFill(colors.text());
                g.fillText(tick.label(), x + 4, base + 8);
            }
        }
    }

    private void diamond(RunCourse.Outlier run, Color color) {
        double x = Math.round(left + scale.x(run.start())) + 0.5;
        double y = top / 2 + 0.5;
        double[] xs = {x, x + DIAMOND, x, x - DIAMOND};
        double[] ys = {y - DIAMOND, y, y + DIAMOND, y};
        if (run.isSlow() && run.isDear()) {
            g.setFill(color);
            g.fillPolygon(xs, ys, xs.length);
        }
        g.setStroke(color);
        g.setLineWidth(1.2);
        g.strokePolygon(xs, ys, xs.length);
    }

    private void marks(Marks marks, Color accent, double base) {
        if (marks.selected() != null) {
            double x = Math.round(left + scale.x(marks.selected()));
            if (x >= left - 1 && x <= left + scale.width() + 1) {
                g.setFill(accent);
                g.fillPolygon(new double[] {x - 4, x + 4, x}, new double[] {base + 6, base + 6, base + 1}, 3);
            }
        }
        if (marks.first() >= 0) {
            double x = left + scale.x(marks.first());
            double width = scale.x(marks.last() + 1) - scale.x(marks.first());
            g.setFill(accent.deriveColor(0, 1, 1, MARK));
            g.fillRect(x, 1, width, base);
            g.setFill(accent);
            g.fillRect(x, 1, 1, base);
            g.fillRect(x + width - 1, 1, 1, base);
        }
        if (marks.isFocused()) {
            g.setStroke(accent);
            g.setLineWidth(1);
            g.strokeRect(left - 3.5, 1.5, scale.width() + 7, height - 4);
        }
    }
}
