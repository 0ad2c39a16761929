package dev.runtree.ui.aligned;

import dev.runtree.compare.steps.AlignedStep;
import dev.runtree.compare.steps.AlignedStep.Fate;
import dev.runtree.ui.Messages;
import dev.runtree.ui.run.Brush;
import dev.runtree.ui.run.LaneView;
import dev.runtree.ui.run.Palette;
import dev.runtree.ui.run.RowScroll;
import dev.runtree.ui.run.Ticks;
import dev.runtree.ui.run.TimeView;
import dev.runtree.ui.run.Token;
import javafx.scene.canvas.GraphicsContext;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** Paints the rows in view: what lies behind them, either run, and the signs between. */
final class AlignedPainter {
    static final int HEADER = 26;
    private static final int INDENT = 14;
    private static final int LEFT = 8;
    private static final int TRIANGLE = 14;
    private static final int TICKS_APART = 56;

    private final Brush brush;
    private final HalfPainter halves;

    AlignedPainter(GraphicsContext g, Palette palette) {
        brush = new Brush(g, palette);
        halves = new HalfPainter(brush);
    }

    /** The timelines of both runs. */
    private record Lanes(LaneView left, LaneView right) {
        LaneView of(Side side) {
            return side == Side.LEFT ? left : right;
        }
    }

    /** Where a row's triangle begins in its half; the indent takes at most 40 % of the name. */
    static double indent(AlignedColumns columns, int depth) {
        return LEFT + Math.min(depth * (double) INDENT, Math.floor(columns.name() * 0.4));
    }

    /** Where a row's icon begins. */
    static double iconAt(AlignedColumns columns, int depth) {
        return indent(columns, depth) + TRIANGLE;
    }

    static boolean isTriangle(AlignedColumns columns, double x, int depth) {
        for (var side : Side.values()) {
            var from = columns.from(side) + indent(columns, depth);
            if (x >= from - 3 && x < from + TRIANGLE) {
                return true;
            }
        }
        return false;
    }

    void paint(AlignedTree tree, double width, double height) {
        var columns = tree.columns();
        brush.fill(Token.BG, 0, 0, tree.getWidth(), height);
        var pair = tree.pair();
        if (pair != null) {
            var rows = tree.rows();
            var lanes = new Lanes(lane(pair, Side.LEFT, columns), lane(pair, Side.RIGHT, columns));
            var first = (int) Math.floor(tree.scrolled() / AlignedTree.ROW);
            var last =
                    Math.min(rows.size() - 1, (int) Math.floor((tree.scrolled() + height - HEADER) / AlignedTree.ROW));
            for (var row = first; row <= last; row++) {
                var y = HEADER + Math.rint((double) row * AlignedTree.ROW - tree.scrolled());
                var entry = rows.at(row);
                if (AlignedRows.isFold(entry)) {
                    fold(tree, entry, columns, y, width);
                } else {
                    step(tree, pair, entry, columns, lanes, y, width);
                }
            }
            header(columns, lanes, tree.getWidth());
        }
        ticks(tree, width, height);
        if (tree.isFocused()) {
            brush.outline(Token.ACCENT_FG, 1, 0, 0, tree.getWidth(), height);
        }
    }

    /** Both runs at the same scale, each from its own start. */
    private static LaneView lane(AlignedPair pair, Side side, AlignedColumns columns) {
        var left = pair.read().left().figures();
        var right = pair.read().right().figures();
        var length = Math.max(left.end() - left.start(), right.end() - right.start());
        var figures = pair.read().of(side).figures();
        var from = columns.from(side);
        return new LaneView(
                TimeView.of(figures.start(), figures.start() + Math.max(1, length)),
                from + columns.lane(),
                from + columns.half() - 10.0,
                figures.end());
    }

    private void step(
            AlignedTree tree, AlignedPair pair, int at, AlignedColumns columns, Lanes lanes, double y, double width) {
        var step = tree.rows().forest().step(at);
        var isSelected = tree.selected() == at;
        background(step, columns, y, width, isSelected, tree.rows().rowOf(at) == tree.hovered());
        for (var side : Side.values()) {
            if (columns.lane() > 0) {
                grid(lanes.of(side), y);
            }
            halves.paint(tree, pair, at, side, columns, lanes.of(side), y);
        }
        gutter(tree, step, at, columns, y, isSelected);
        brush.horizontal(Token.LINE, 0, y + AlignedTree.ROW - 1.0, width);
        if (at == pair.alignment().first()) {
            brush.fill(Token.BORDER_WARNING, 0, y - 1, width, 2);
        }
        if (isSelected) {
            brush.fill(Token.ACCENT_FG, 0, y, 2, AlignedTree.ROW);
        }
    }

    private void background(
            AlignedStep step, AlignedColumns columns, double y, double width, boolean selected, boolean hovered) {
        var right = columns.from(Side.RIGHT);
        switch (step.fate()) {
            case SAME -> {
                if (hovered) {
                    brush.fill(Token.BG_HOVER, 0, y, width, AlignedTree.ROW);
                }
            }
            case CHANGED, MOVED -> brush.fill(Token.BG_CHANGED, 0, y, width, AlignedTree.ROW);
            case LEFT -> brush.fill(Token.BG_DANGER, 0, y, columns.half(), AlignedTree.ROW);
            case RIGHT -> brush.fill(Token.BG_SUCCESS, right, y, width - right, AlignedTree.ROW);
        }
        if (selected) {
            brush.fill(Token.BG_SELECTED, 0, y, width, AlignedTree.ROW);
        }
        if (step.fate() == Fate.LEFT || step.fate() == Fate.RIGHT) {
            var from = step.fate() == Fate.LEFT ? right : 0;
            hatch(from, y, step.fate() == Fate.LEFT ? width - right : columns.half());
        }
    }

    /** Where a run has no such step. */
    private void hatch(double x, double y, double width) {
        var g = brush.g;
        g.save();
        g.beginPath();
        g.rect(x, y, width, AlignedTree.ROW);
        g.clip();
        g.setStroke(brush.paint(Token.LINE));
        g.setLineWidth(1);
        for (var at = x - AlignedTree.ROW; at < x + width; at += 9) {
            g.strokeLine(at, y + AlignedTree.ROW, at + AlignedTree.ROW, y);
        }
        g.restore();
    }

    private void gutter(
            AlignedTree tree, AlignedStep step, int at, AlignedColumns columns, double y, boolean selected) {
        var from = columns.half();
        var middle = y + AlignedTree.ROW / 2.0;
        var color = switch (step.fate()) {
            case SAME -> Token.FG_FAINT;
            case CHANGED -> Token.WARNING_FG;
            case LEFT -> Token.DANGER_FG;
            case RIGHT -> Token.SUCCESS_FG;
            case MOVED -> Token.ACCENT_FG;
        };
        if (!selected) {
            var surface = step.fate() == Fate.CHANGED ? Token.BG_WARNING : Token.BG_SUBTLE;
            brush.fill(surface, from, y, columns.gutter(), AlignedTree.ROW);
        }
        edges(columns, y);
        var isAbove = step.fate() == Fate.SAME && tree.rows().forest().holdsDifference(at);
        var sign = isAbove ? "•" : step.fate().sign();
        brush.text(sign, brush.strong, color, from + 16.0, middle);
        if (columns.hasDelta()) {
            brush.textRight(
                    StepWords.delta(step),
                    brush.ticks,
                    step.differs() ? Token.FG : Token.FG_FAINT,
                    from + columns.gutter() - 8.0,
                    middle);
        }
    }

    private void edges(AlignedColumns columns, double y) {
        brush.vertical(Token.BORDER, columns.half(), y, AlignedTree.ROW);
        brush.vertical(Token.BORDER, columns.half() + columns.gutter() - 1.0, y, AlignedTree.ROW);
    }

    private void fold(AlignedTree tree, int entry, AlignedColumns columns, double y, double width) {
        var isSelected = tree.selected() == entry;
        var isHovered = tree.rows().rowOf(entry) == tree.hovered();
        var middle = y + AlignedTree.ROW / 2.0;
        brush.fill(
                isSelected ? Token.BG_SELECTED : isHovered ? Token.BG_HOVER : Token.BG_SUBTLE,
                0,
                y,
                width,
                AlignedTree.ROW);
        var depth = tree.rows().depth(entry);
        for (var side : Side.values()) {
            var from = columns.from(side);
            halves.guides(columns, depth, from, y);
            var x = from + indent(columns, depth);
            brush.smallIcon(
                    tree.rows().isOpen(entry) ? BootstrapIcons.CARET_DOWN_FILL : BootstrapIcons.CARET_RIGHT_FILL,
                    Token.FG_MUTED,
                    x,
                    middle);
            var text = StepWords.fold(tree.rows().fold(entry));
            brush.text(
                    brush.words.elide(text, columns.half() - x + from - TRIANGLE - 8),
                    brush.words,
                    Token.FG_MUTED,
                    x + TRIANGLE,
                    middle);
        }
        edges(columns, y);
        brush.text("=", brush.strong, Token.FG_FAINT, columns.half() + 16.0, middle);
        brush.horizontal(Token.LINE, 0, y + AlignedTree.ROW - 1.0, width);
        if (isSelected) {
            brush.fill(Token.ACCENT_FG, 0, y, 2, AlignedTree.ROW);
        }
    }

    private void grid(LaneView lane, double y) {
        for (var tick : Ticks.of(lane.time(), lane.right() - lane.left(), TICKS_APART)) {
            brush.vertical(Token.LINE, x(lane, tick), y, AlignedTree.ROW);
        }
    }

    private static double x(LaneView lane, Ticks tick) {
        return Math.rint(lane.x(lane.time().origin() + (long) tick.nanos()));
    }

    private void header(AlignedColumns columns, Lanes lanes, double width) {
        var middle = HEADER / 2.0;
        brush.fill(Token.BG_SUBTLE, 0, 0, width, HEADER);
        for (var side : Side.values()) {
            var from = columns.from(side);
            brush.text(side.letter(), brush.smallStrong, Token.FG_STRONG, from + LEFT, middle);
            brush.text(
                    Messages.text("run.column.name"), brush.small, Token.FG_MUTED, from + LEFT + TRIANGLE + 4, middle);
            title("run.column.duration", from, columns.duration(), middle);
            title("run.column.tokens", from, columns.tokens(), middle);
            title("run.column.cost", from, columns.cost(), middle);
            if (columns.lane() > 0) {
                ruler(lanes.of(side), from + columns.half());
            }
        }
        brush.vertical(Token.BORDER, columns.half(), 0, HEADER);
        brush.vertical(Token.BORDER, columns.half() + columns.gutter() - 1.0, 0, HEADER);
        if (columns.hasDelta()) {
            brush.textRight(
                    Messages.text("aligned.column.delta"),
                    brush.small,
                    Token.FG_MUTED,
                    columns.half() + columns.gutter() - 8.0,
                    middle);
        }
        brush.horizontal(Token.BORDER, 0, HEADER - 1.0, width);
    }

    private void title(String key, double from, int right, double middle) {
        if (right > 0) {
            brush.textRight(Messages.text(key), brush.small, Token.FG_MUTED, from + right, middle);
        }
    }

    private void ruler(LaneView lane, double right) {
        for (var tick : Ticks.of(lane.time(), lane.right() - lane.left(), TICKS_APART)) {
            var x = x(lane, tick);
            brush.vertical(Token.BORDER, x, HEADER - 8.0, 7);
            if (x + 4 + brush.ticks.width(tick.label()) < right) {
                brush.text(tick.label(), brush.ticks, Token.FG_MUTED, x + 4, HEADER / 2.0);
            }
        }
    }

    /** Along the scroll bar, where the differences lie. */
    private void ticks(AlignedTree tree, double width, double height) {
        if (width >= tree.getWidth()) {
            return;
        }
        brush.fill(Token.BG_INSET, width, HEADER, RowScroll.WIDTH, height - HEADER);
        brush.vertical(Token.LINE, width, HEADER, height - HEADER);
        var rows = tree.rows();
        var last = -1L;
        for (var at : rows.forest().differing()) {
            var row = rows.rowOf(at);
            var y = row < 0 ? -1 : Math.round((height - HEADER - 3) * row / Math.max(1, rows.size()));
            if (y >= 0 && y != last) {
                brush.fill(color(rows.forest().step(at)), width + 3, HEADER + (double) y, RowScroll.WIDTH - 6.0, 2);
                last = y;
            }
        }
    }

    private static Token color(AlignedStep step) {
        return switch (step.fate()) {
            case LEFT -> Token.DANGER;
            case RIGHT -> Token.SUCCESS_FG;
            case SAME, CHANGED, MOVED -> Token.SLOW;
        };
    }
}
