package dev.runtree.ui.aligned;

import dev.runtree.compare.steps.AlignedStep;
import dev.runtree.compare.steps.AlignedStep.Fate;
import dev.runtree.compare.steps.Facet;
import dev.runtree.compare.steps.Step;
import dev.runtree.model.Figures;
import dev.runtree.ui.Messages;
import dev.runtree.ui.run.BarPainter;
import dev.runtree.ui.run.Brush;
import dev.runtree.ui.run.LaneView;
import dev.runtree.ui.run.Look;
import dev.runtree.ui.run.Names;
import dev.runtree.ui.run.RowFigures;
import dev.runtree.ui.run.Token;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** Paints what one run has in a row: guides, triangle, icon, name, figures and bar; or that it has nothing there. */
final class HalfPainter {
    private static final int ICON = 20;
    private static final int GAP = 8;

    /** A note that is narrower than this says nothing. */
    private static final int LEAST_NOTE = 44;

    private final Brush brush;
    private final BarPainter bars;

    HalfPainter(Brush brush) {
        this.brush = brush;
        bars = new BarPainter(brush);
    }

    void paint(AlignedTree tree, AlignedPair pair, int at, Side side, AlignedColumns columns, LaneView lane, double y) {
        var step = tree.rows().forest().step(at);
        var from = columns.from(side);
        var middle = y + AlignedTree.ROW / 2.0;
        guides(columns, step.depth(), from, y);
        if (tree.rows().opens(at)) {
            brush.smallIcon(
                    tree.rows().isOpen(at) ? BootstrapIcons.CARET_DOWN_FILL : BootstrapIcons.CARET_RIGHT_FILL,
                    Token.FG_MUTED,
                    from + AlignedPainter.indent(columns, step.depth()),
                    middle);
        }
        var one = side.of(step);
        var x = from + AlignedPainter.iconAt(columns, step.depth());
        if (one == null) {
            brush.text(Messages.text("aligned.absent", side.letter()), brush.words, Token.FG_MUTED, x + ICON, middle);
            return;
        }
        var figures = pair.read().of(side).figures();
        var failed = figures.failedHere(one.span());
        var look = Look.of(one.span().kind());
        brush.icon(failed ? Look.FAILED : look.icon(), failed ? Token.KIND_ERROR : look.color(), x, middle);
        name(step, one, side, failed, x + ICON, from + columns.name() - 4.0, middle);
        figures(one, figures, columns, from, middle);
        if (columns.lane() > 0) {
            bars.bar(one.span(), failed, lane, middle);
        }
    }

    /** A line beneath each ancestor's triangle. */
    void guides(AlignedColumns columns, int depth, double from, double y) {
        var before = -1.0;
        for (var level = 0; level < depth; level++) {
            var x = from + AlignedPainter.indent(columns, level) + 4;
            if (x == before) {
                return;
            }
            brush.vertical(Token.BORDER, Math.rint(x), y, AlignedTree.ROW);
            before = x;
        }
    }

    private void name(AlignedStep step, Step one, Side side, boolean failed, double left, double right, double middle) {
        var names = Names.of(one.span());
        var font = failed || one.span().kind().startsRun() ? brush.strong : brush.words;
        var isOther = isNamedOtherwise(step);
        var x = left;
        if (!names.verb().isEmpty()) {
            x = brush.text(brush.words.elide(names.verb() + " ", right - x), brush.words, Token.FG_MUTED, x, middle);
        }
        var text = font.elide(names.subject(), Math.max(0, right - x));
        var color = failed ? Token.DANGER_FG : Token.FG_STRONG;
        if (isOther) {
            var isLeft = side == Side.LEFT;
            brush.g.setFill(brush.paint(isLeft ? Token.DIFF_REMOVED_BG : Token.DIFF_ADDED_BG));
            brush.g.fillRoundRect(Math.rint(x) - 2, Math.rint(middle) - 9, Math.ceil(font.width(text)) + 4, 18, 6, 6);
            color = isLeft ? Token.DIFF_REMOVED_FG : Token.DIFF_ADDED_FG;
        }
        x = brush.text(text, font, color, x, middle) + GAP;
        note(note(step, one, side), x, right, middle);
    }

    private static boolean isNamedOtherwise(AlignedStep step) {
        var left = step.left();
        var right = step.right();
        return left != null
                && right != null
                && (step.changed().contains(Facet.NAME) || step.changed().contains(Facet.MODEL))
                && !Names.of(left.span()).equals(Names.of(right.span()));
    }

    /** What its half has to say of the step besides its name. */
    private static String note(AlignedStep step, Step one, Side side) {
        if (one.triedAgain()) {
            return Messages.text("aligned.again");
        }
        if (step.fate() == Fate.MOVED && side == Side.LEFT) {
            return Messages.text("aligned.step", Figures.count(one.number()));
        }
        return side == Side.RIGHT ? StepWords.facets(step) : "";
    }

    private void note(String text, double x, double right, double middle) {
        if (!text.isEmpty() && right - x >= LEAST_NOTE) {
            brush.text(brush.small.elide(text, right - x), brush.small, Token.FG_MUTED, x, middle);
        }
    }

    private void figures(Step one, RowFigures figures, AlignedColumns columns, double from, double middle) {
        var span = one.span();
        var usage = figures.usage(span);
        var isOpen = span.durationNanos() == null;
        brush.textRight(
                isOpen ? StepWords.status(span) : Figures.duration(span.durationNanos()),
                isOpen ? brush.small : brush.figures,
                span.failed() ? Token.DANGER_FG : Token.FG,
                from + columns.duration(),
                middle);
        if (columns.tokens() > 0) {
            brush.textRight(
                    Figures.tokens(usage.total()), brush.figures, Token.FG_MUTED, from + columns.tokens(), middle);
        }
        if (columns.cost() > 0) {
            brush.textRight(Figures.costOf(usage), brush.figures, Token.FG_MUTED, from + columns.cost(), middle);
        }
    }
}
