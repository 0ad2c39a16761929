package dev.runtree.ui.run;

import dev.runtree.model.Span;
import dev.runtree.model.SpanKind;
import dev.runtree.ui.run.Look.Shape;

/** Draws a span's bar in the lane: the shape of its kind, hatched when it failed, open towards now while it runs. */
public final class BarPainter {
    private static final double LEAST = 2;

    /** How much of a bar that goes on says so. */
    private static final double OPEN = 12;

    private final Brush brush;

    public BarPainter(Brush brush) {
        this.brush = brush;
    }

    /** The span's bar, around the middle line {@code y}. */
    public void bar(Span span, boolean failed, LaneView lane, double y) {
        var from = lane.x(span.startNanos());
        var to = lane.x(lane.end(span));
        if (to < lane.left() - 1 || from > lane.right() + 1) {
            return;
        }
        var x = Math.clamp(Math.rint(from), lane.left() - 20.0, lane.right() - LEAST);
        var right = Math.clamp(Math.rint(to), lane.left(), lane.right() + 20.0);
        var width = Math.max(LEAST, right - x);
        var look = Look.of(span.kind());
        var color = failed ? Token.KIND_ERROR : look.color();
        var top = Math.rint(y - look.height() / 2);
        switch (look.shape()) {
            case BRACKET -> bracket(span, color, x, y, width, look.height());
            case DOUBLE_BRACKET -> bracket(span, color, x, y, width, look.height());
            case ARROW -> arrow(color, x, y, width);
            case SOLID -> solid(span, color, x, top, width, look.height(), lane);
            case HOLLOW -> hollow(span, color, failed, x, top, width, look.height());
        }
        if (failed && (look.shape() == Shape.SOLID || look.shape() == Shape.HOLLOW)) {
            hatch(x, top, width, look.height());
        }
    }

    /** Of a step that goes on the right end is not closed. */
    private void bracket(Span span, Token color, double x, double y, double width, double height) {
        var top = Math.rint(y - height / 2);
        brush.fill(color, x, Math.rint(y - 2), width, 4);
        brush.fill(color, x, top, 2, height);
        if (!RunSpans.isRunning(span)) {
            brush.fill(color, x + Math.max(0, width - 2), top, 2, height);
        }
        if (Look.of(span.kind()).shape() == Shape.DOUBLE_BRACKET && width > 8) {
            brush.fill(color, x + 4, top, 2, height);
        }
    }

    private void arrow(Token color, double x, double y, double width) {
        var g = brush.g;
        var middle = Math.rint(y);
        brush.fill(color, x, middle - 4, 1.5, 8);
        for (var at = x; at < x + width - 6; at += 5) {
            brush.fill(color, at, middle - 1, Math.min(3, x + width - 6 - at), 2);
        }
        if (width > 8) {
            g.setFill(brush.paint(color));
            g.fillPolygon(
                    new double[] {x + width - 6, x + width, x + width - 6},
                    new double[] {middle - 4, middle, middle + 4},
                    3);
        }
    }

    private void solid(Span span, Token color, double x, double top, double width, double height, LaneView lane) {
        var first = span.firstTokenNanos();
        var waited = first == null ? 0 : Math.clamp(Math.rint(lane.x(span.startNanos() + first)) - x, 0.0, width);
        if (waited >= 2) {
            brush.fillTint(color, 0.18, x, top, waited, height);
            brush.outline(color, 1, x, top, waited, height);
        }
        brush.g.setFill(brush.paint(color));
        var done = waited >= 2 ? waited : 0;
        var round = width - done > 4 && done == 0 ? 3 : 0;
        var open = RunSpans.isRunning(span) ? Math.min(OPEN, Math.floor((width - done) / 2)) : 0;
        brush.g.fillRoundRect(x + done, top, width - done - open, height, round, round);
        // What goes on fades out in three slats.
        for (var slat = 0; slat < 3 && open >= 6; slat++) {
            brush.fillTint(color, 0.7 - 0.2 * slat, x + width - open + slat * open / 3, top, open / 3 - 1, height);
        }
    }

    private void hollow(Span span, Token color, boolean failed, double x, double top, double width, double height) {
        if (failed || width <= 4) {
            brush.fill(color, x, top, width, height);
        } else if (span.kind() == SpanKind.APPROVAL && RunSpans.isRunning(span)) {
            brush.fillTint(color, 0.14, x, top, width, height);
            brush.g.setLineDashes(3, 2);
            brush.outline(color, 1.5, x, top, width, height);
            brush.g.setLineDashes();
        } else {
            brush.outline(color, 1.5, x, top, width, height);
        }
    }

    /** Lines of 1.5 px at 45 degrees, 5 px from each other. */
    private void hatch(double x, double top, double width, double height) {
        if (width < 5) {
            return;
        }
        var g = brush.g;
        g.save();
        g.beginPath();
        g.rect(x, top, width, height);
        g.clip();
        g.setStroke(brush.paint(Token.BG_DANGER));
        g.setLineWidth(1.5);
        for (var at = x - height; at < x + width; at += 7) {
            g.strokeLine(at, top + height, at + height, top);
        }
        g.restore();
    }

    /** A step inside a closed row, as a mark at the row's bottom. */
    void mark(Span span, boolean failed, LaneView lane, double bottom) {
        var from = lane.x(span.startNanos());
        var to = lane.x(lane.end(span));
        if (to >= lane.left() && from <= lane.right()) {
            var x = Math.clamp(Math.rint(from), lane.left(), lane.right() - LEAST);
            var right = Math.clamp(Math.rint(to), lane.left(), lane.right());
            brush.fill(failed ? Token.KIND_ERROR : Token.of(span.kind()), x, bottom - 4, Math.max(LEAST, right - x), 4);
        }
    }
}
