package dev.runtree.ui.run;

import dev.runtree.ui.Messages;
import javafx.scene.canvas.GraphicsContext;

/** Paints the rows in view: first all that stands beside the lane, then the lane itself, clipped to its edges. */
final class TreePainter {
    static final int HEADER = 26;

    private final Brush brush;
    private final RowPainter rowPainter;
    private final LanePainter lanePainter;
    private final PanelPainter panelPainter;

    TreePainter(GraphicsContext g, Palette palette) {
        brush = new Brush(g, palette);
        rowPainter = new RowPainter(brush);
        lanePainter = new LanePainter(brush);
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
        var columns = tree.columns();
        var lane = new LaneView(
                tree.view(), columns.lane(), columns.end(), tree.lane().now());
        brush.fill(Token.BG, 0, 0, tree.getWidth(), height);
        var first = rows.rowAt(tree.scrolled());
        var last = rows.rowAt(tree.scrolled() + height - HEADER);
        for (var row = first; row >= 0 && row <= last; row++) {
            row(tree, row, columns, y(tree, row), width);
        }
        lanePainter.paint(tree, lane, new LanePainter.InView(first, last, height));
        dragged(tree, height);
        ticks(tree, width, height);
        header(columns, lane, tree);
        if (tree.isFocused()) {
            brush.outline(Token.ACCENT_FG, 1, 0, 0, tree.getWidth(), height);
        }
    }

    private void dragged(RunTree tree, double height) {
        var stretch = tree.pointer().stretch();
        if (stretch != null) {
            brush.fillTint(Token.ACCENT_FG, 0.18, stretch.left(), HEADER, stretch.width(), height - HEADER);
            brush.vertical(Token.ACCENT_FG, Math.rint(stretch.left()), HEADER, height - HEADER);
            brush.vertical(Token.ACCENT_FG, Math.rint(stretch.left() + stretch.width()), HEADER, height - HEADER);
        }
    }

    /** Where a row is on the canvas. */
    static double y(RunTree tree, int row) {
        return HEADER + Math.rint(tree.rows().y(row) - tree.scrolled());
    }

    private void row(RunTree tree, int row, Columns columns, double y, double width) {
        var rows = tree.rows();
        var span = rows.at(row);
        var state = new RowPainter.State(
                span == tree.selected(), row == tree.pointer().hovered(), tree.isFocused());
        var failed = rows.forest().errorStarts(span) && !tree.narrowing().isContext(span);
        rowPainter.background(failed, state, y, rows.rowHeight(), width);
        if (rows.isOpened(span)) {
            panelPainter.paint(tree.panels().lines(span), tree.panels().sides(span), y + rows.rowHeight(), width);
        }
        rowPainter.guides(rows.forest(), span, columns, y, rows.height(row));
        rowPainter.row(tree, span, columns, y);
    }

    /** Along the scroll bar: hits on the left, errors on the right, and across it the hit that is selected. */
    private void ticks(RunTree tree, double width, double height) {
        if (width >= tree.getWidth()) {
            return;
        }
        brush.fill(Token.BG_INSET, width, HEADER, RowScroll.WIDTH, height - HEADER);
        brush.vertical(Token.LINE, width, HEADER, height - HEADER);
        var ticks = tree.ticks();
        var half = RowScroll.WIDTH / 2.0;
        for (var at = ticks.hits().nextSetBit(0); at >= 0; at = ticks.hits().nextSetBit(at + 1)) {
            brush.fill(Token.SLOW, width + 1, HEADER + at, half - 1, 2);
        }
        for (var at = ticks.errors().nextSetBit(0); at >= 0; at = ticks.errors().nextSetBit(at + 1)) {
            brush.fill(Token.DANGER, width + half + 1, HEADER + at, half - 2, 2);
        }
        var row = tree.rows().rowOf(tree.selected());
        if (row >= 0 && tree.hits().contains(tree.selected())) {
            var at = ScrollTicks.place(tree.rows(), row, (int) tree.viewportHeight());
            brush.fill(Token.ACCENT_FG, width, HEADER + at - 1.0, RowScroll.WIDTH, 3);
        }
    }

    private void header(Columns columns, LaneView lane, RunTree tree) {
        var middle = HEADER / 2.0;
        brush.fill(Token.BG_SUBTLE, 0, 0, tree.getWidth(), HEADER);
        brush.horizontal(Token.BORDER, 0, HEADER - 1, tree.getWidth());
        brush.text(
                Messages.text("run.column.name"),
                brush.small,
                Token.FG_MUTED,
                RowPainter.indent(0, columns) + 14,
                middle);
        for (var column : columns.shown()) {
            brush.textRight(column.title(), brush.small, Token.FG_MUTED, columns.right(column), middle);
        }
        brush.vertical(Token.BORDER, columns.name(), 7, HEADER - 14);
        lanePainter.ruler(lane, tree.getWidth());
    }
}
