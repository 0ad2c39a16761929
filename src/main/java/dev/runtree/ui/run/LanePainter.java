package dev.runtree.ui.run;

import dev.runtree.model.Figures;
import dev.runtree.model.Span;
import java.util.ArrayList;
import java.util.List;

/** Paints the lane: the ruler above it, the grid, each row's bar, and the critical path beneath the bars. */
final class LanePainter {
    private static final int TICKS_APART = 56;
    /** A closed row is asked for no more marks than this; more would lie on each other. */
    private static final int MOST_MARKS = 2_000;

    private static final double PATH = 3;

    /** Half the width of the mark of a break. */
    private static final double SLASHES = 5;

    /** From this width on there is room for a duration behind a bar. */
    private static final int LABELLED = 260;

    private final Brush brush;
    private final BarPainter bars;

    LanePainter(Brush brush) {
        this.brush = brush;
        this.bars = new BarPainter(brush);
    }

    /** The rows in view, on a canvas of this height. */
    record InView(int first, int last, double height) {}

    void paint(RunTree tree, LaneView lane, InView rows) {
        var g = brush.g;
        g.save();
        g.beginPath();
        g.rect(lane.left() - 1, TreePainter.HEADER, lane.width() + 4, rows.height() - TreePainter.HEADER);
        g.clip();
        grid(tree, lane, rows);
        for (var row = rows.first(); row >= 0 && row <= rows.last(); row++) {
            var y = TreePainter.y(tree, row);
            var span = tree.rows().at(row);
            g.setGlobalAlpha(tree.narrowing().isContext(span) ? RowPainter.CONTEXT : 1);
            bar(tree, span, lane, y);
            g.setGlobalAlpha(1);
            path(tree, span, lane, y);
        }
        g.restore();
        if (tree.spans().running()) {
            now(lane, RowPainter.open(tree, Token.FG_MUTED), rows.height());
        }
    }

    /** Through all rows at once; not through what is opened beneath one. */
    private void grid(RunTree tree, LaneView lane, InView rows) {
        var ticks = Ticks.of(lane.time(), lane.width(), TICKS_APART);
        var from = rows.first();
        for (var row = rows.first(); row >= 0 && row <= rows.last(); row++) {
            if (row == rows.last() || tree.rows().isOpened(tree.rows().at(row))) {
                var top = TreePainter.y(tree, from);
                var height = TreePainter.y(tree, row) + tree.rows().rowHeight() - top;
                breaks(tree, lane, top, height);
                ticks.forEach(tick -> brush.vertical(Token.LINE, x(lane, tick), top, height));
                from = row + 1;
            }
        }
    }

    private static double x(LaneView lane, Ticks tick) {
        return Math.rint(lane.x(lane.time().origin() + (long) tick.nanos()));
    }

    private void bar(RunTree tree, int span, LaneView lane, double y) {
        var rows = tree.rows();
        var forest = rows.forest();
        var closed = rows.hasRowsBeneath(span) && !rows.isExpanded(span);
        var middle = y + rows.rowHeight() / 2.0 - (closed ? 3 : 0);
        var step = forest.span(span);
        bars.bar(step, forest.errorStarts(span), lane, middle);
        if (closed) {
            marks(forest, span, lane, y + rows.rowHeight() - 4);
        }
        if (lane.width() >= LABELLED && step.endNanos() != null && isWork(step)) {
            label(step, lane, middle);
        }
    }

    private static boolean isWork(Span span) {
        return switch (Look.of(span.kind()).shape()) {
            case SOLID -> true;
            case BRACKET, DOUBLE_BRACKET, HOLLOW, ARROW -> false;
        };
    }

    private void label(Span step, LaneView lane, double middle) {
        var from = lane.x(lane.end(step)) + 6;
        var text = Figures.duration(step.durationNanos());
        if (from >= lane.left() && from + brush.ticks.width(text) < lane.right()) {
            brush.text(text, brush.ticks, Token.FG_FAINT, from, middle);
        }
    }

    /** Work of closed rows; structure says nothing there. Of very many an even choice, with every failure. */
    private void marks(SpanForest forest, int span, LaneView lane, double bottom) {
        var step = Math.max(1, forest.descendants(span) / MOST_MARKS);
        for (var i = span + 1; i < forest.end(span); i++) {
            if ((i - span) % step == 0 || forest.errorStarts(i)) {
                mark(forest.span(i), forest.errorStarts(i), lane, bottom);
            }
        }
    }

    private void mark(Span span, boolean failed, LaneView lane, double bottom) {
        switch (Look.of(span.kind()).shape()) {
            case SOLID, HOLLOW -> bars.mark(span, failed, lane, bottom);
            case BRACKET, DOUBLE_BRACKET, ARROW -> {
                if (failed) {
                    bars.mark(span, true, lane, bottom);
                }
            }
        }
    }

    /** A line of 3 px, 2 px under the bar. */
    private void path(RunTree tree, int span, LaneView lane, double y) {
        if (tree.showsCriticalPath()) {
            var top = y + tree.rows().rowHeight() / 2.0 + 8;
            tree.spans().criticalPath().each(span, (from, to) -> {
                var left = Math.max(lane.left(), Math.rint(lane.x(from)));
                var right = Math.min(lane.right(), Math.rint(lane.x(to)));
                if (right >= lane.left() && left <= lane.right()) {
                    brush.fill(Token.CRITICAL_PATH, left, top, Math.max(1, right - left), PATH);
                }
            });
        }
    }

    /** Where idle time is left out. */
    private void breaks(RunTree tree, LaneView lane, double y, double height) {
        var scale = tree.view().scale();
        for (var i = 0; i < scale.breaks(); i++) {
            var left = Math.rint(lane.x(lane.time().origin() + (long) scale.breakFrom(i)));
            var right = Math.rint(lane.x(lane.time().origin() + (long) scale.breakTo(i)));
            if (right >= lane.left() && left <= lane.right()) {
                brush.fill(Token.BG_INSET, left, y, right - left, height - 1);
            }
        }
    }

    private void now(LaneView lane, Token color, double height) {
        var x = Math.rint(lane.x(lane.now()));
        if (x >= lane.left() && x <= lane.right() + 1) {
            for (double y = TreePainter.HEADER; y < height; y += 6) {
                brush.fill(color, x, y, 1, 3);
            }
        }
    }

    /** The times above the lane, and a mark at each break. */
    void ruler(LaneView lane, double width) {
        var marks = breakMarks(lane);
        for (var tick : Ticks.of(lane.time(), lane.width(), TICKS_APART)) {
            var x = x(lane, tick);
            var right = x + 4 + brush.ticks.width(tick.label());
            brush.vertical(Token.BORDER, x, TreePainter.HEADER - 8, 7);
            if (right < width && marks.stream().noneMatch(mark -> mark + SLASHES > x && mark - SLASHES < right)) {
                brush.text(tick.label(), brush.ticks, Token.FG_MUTED, x + 4, TreePainter.HEADER / 2.0);
            }
        }
        marks.forEach(this::slashes);
    }

    /** In the middle of each break; of breaks too near to each other the first has a mark. */
    private static List<Double> breakMarks(LaneView lane) {
        var scale = lane.time().scale();
        var marks = new ArrayList<Double>();
        for (var i = 0; i < scale.breaks(); i++) {
            var from = lane.x(lane.time().origin() + (long) scale.breakFrom(i));
            var to = lane.x(lane.time().origin() + (long) scale.breakTo(i));
            var middle = Math.rint((from + to) / 2);
            var apart = marks.isEmpty() || middle - marks.getLast() >= 2 * SLASHES;
            if (apart && middle >= lane.left() && middle <= lane.right()) {
                marks.add(middle);
            }
        }
        return marks;
    }

    private void slashes(double x) {
        var g = brush.g;
        g.setStroke(brush.paint(Token.FG_MUTED));
        g.setLineWidth(1.5);
        g.strokeLine(x - 4, TreePainter.HEADER - 4, x, TreePainter.HEADER - 12);
        g.strokeLine(x, TreePainter.HEADER - 4, x + 4, TreePainter.HEADER - 12);
    }
}
