package dev.runtree.ui.run;

import dev.runtree.model.Span;
import javafx.scene.canvas.GraphicsContext;

/** Paints the rows in view: first all that stands beside the lane, then the lane itself, clipped to its edges. */
final class TreePainter {
    static final int HEADER = 26;

    private static final int TICKS_APART = 56;
    /** A closed row is asked for no more marks than this; more would lie on each other. */
    private static final int MOST_MARKS = 2_000;

    private final Brush brush;
    private final RowPainter rowPainter;
    private final BarPainter barPainter;
    private final PanelPainter panelPainter;

    TreePainter(GraphicsContext g, Palette palette) {
        brush = new Brush(g, palette);
        rowPainter = new RowPainter(brush);
        barPainter = new BarPainter(brush);
        panelPainter = new PanelPainter(brush);
    }

    RowPainter rowPainter() {
        return rowPainter;
    }

    PanelPainter panelPainter() {
        return panelPainter;
    }

    void paint(RunTree tree, double width, double height) {
        var rows = tree.rows();
        var columns = Columns.of(width);
        var lane = new LaneView(tree.view(), columns.lane(), columns.end(), tree.now());
        brush.fill(Token.BG, 0, 0, tree.getWidth(), height);
        var first = rows.rowAt(tree.scrolled());
        var last = rows.rowAt(tree.scrolled() + height - HEADER);
        for (var row = first; row >= 0 && row <= last; row++) {
            row(tree, rows, row, columns, y(tree, row), width);
        }
        lanes(tree, lane, first, last, height);
        header(columns, lane, tree.getWidth());
        if (tree.isFocused()) {
            brush.outline(Token.ACCENT_FG, 1, 0, 0, tree.getWidth(), height);
        }
    }

    private static double y(RunTree tree, int row) {
        return HEADER + Math.rint(tree.rows().y(row) - tree.scrolled());
    }

    private void row(RunTree tree, RunRows rows, int row, Columns columns, double y, double width) {
        var span = rows.at(row);
        var state = new RowPainter.State(span == tree.selected(), row == tree.hovered(), tree.isFocused());
        rowPainter.background(rows.forest(), span, state, y, rows.rowHeight(), width);
        if (rows.isOpened(span)) {
            var sides = PanelPainter.Sides.of(rows.forest().depth(span), columns, width);
            var panel = tree.panel(span);
            panelPainter.paint(panel, panelPainter.lines(panel, sides), sides, y + rows.rowHeight(), width);
        }
        rowPainter.guides(rows.forest(), span, columns, y, rows.height(row));
        rowPainter.row(rows, tree.spans().sums(), span, columns, y, tree.now());
    }

    private void lanes(RunTree tree, LaneView lane, int first, int last, double height) {
        var rows = tree.rows();
        var g = brush.g;
        g.save();
        g.beginPath();
        g.rect(lane.left() - 1, HEADER, lane.width() + 4, height - HEADER);
        g.clip();
        for (var row = first; row >= 0 && row <= last; row++) {
            var y = y(tree, row);
            for (var tick : Ticks.of(lane.time(), lane.width(), TICKS_APART)) {
                brush.vertical(Token.LINE, x(lane, tick), y, rows.rowHeight());
            }
            lane(tree, rows.at(row), lane, y);
        }
        g.restore();
        if (tree.spans().running()) {
            now(lane, height);
        }
    }

    private static double x(LaneView lane, Ticks tick) {
        return Math.rint(
                lane.left() + (tick.nanos() - lane.time().from()) / lane.time().length() * lane.width());
    }

    private void lane(RunTree tree, int span, LaneView lane, double y) {
        var rows = tree.rows();
        var forest = rows.forest();
        var closed = forest.hasChildren(span) && !rows.isExpanded(span);
        var middle = y + rows.rowHeight() / 2.0 - (closed ? 3 : 0);
        barPainter.bar(forest.span(span), forest.errorStarts(span), lane, middle);
        if (closed) {
            marks(forest, span, lane, y + rows.rowHeight() - 4);
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
            case SOLID, HOLLOW -> barPainter.mark(span, failed, lane, bottom);
            case BRACKET, DOUBLE_BRACKET, ARROW -> {
                if (failed) {
                    barPainter.mark(span, true, lane, bottom);
                }
            }
        }
    }

    private void now(LaneView lane, double height) {
        var x = Math.rint(lane.x(lane.now()));
        if (x >= lane.left() && x <= lane.right() + 1) {
            for (double y = HEADER; y < height; y += 6) {
                brush.fill(Token.SUCCESS_FG, x, y, 1, 3);
            }
        }
    }

    private void header(Columns columns, LaneView lane, double width) {
        var middle = HEADER / 2.0;
        brush.fill(Token.BG_SUBTLE, 0, 0, width, HEADER);
        brush.horizontal(Token.BORDER, 0, HEADER - 1, width);
        brush.text("Span", brush.small, Token.FG_MUTED, RowPainter.indent(0, columns) + 14, middle);
        brush.textRight("Duration", brush.small, Token.FG_MUTED, columns.duration(), middle);
        if (columns.tokens() > 0) {
            brush.textRight("Tokens", brush.small, Token.FG_MUTED, columns.tokens(), middle);
        }
        if (columns.cost() > 0) {
            brush.textRight("Cost", brush.small, Token.FG_MUTED, columns.cost(), middle);
        }
        for (var tick : Ticks.of(lane.time(), lane.width(), TICKS_APART)) {
            var x = x(lane, tick);
            brush.vertical(Token.BORDER, x, HEADER - 8, 7);
            if (x + 4 + brush.ticks.width(tick.label()) < width) {
                brush.text(tick.label(), brush.ticks, Token.FG_MUTED, x + 4, middle);
            }
        }
    }
}
