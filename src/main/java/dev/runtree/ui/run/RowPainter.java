package dev.runtree.ui.run;

import dev.runtree.model.Figures;
import dev.runtree.model.Span;
import dev.runtree.model.SpanKind;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** Draws what stands in a row beside its bar: guides, twisty, icon, name and figures. */
final class RowPainter {
    static final int INDENT = 14;
    private static final int LEFT = 8;
    private static final int TWISTY = 14;
    static final int ICON = 20;

    /** How strong icons and bars are that are only there for what lies beneath them. */
    static final double CONTEXT = 0.55;

    private final Brush brush;
    private final NamePainter names;

    RowPainter(Brush brush) {
        this.brush = brush;
        this.names = new NamePainter(brush);
    }

    /** How a row is shown at this moment. */
    record State(boolean selected, boolean hovered, boolean focused) {}

    /** Where a row's twisty begins; the indent takes at most 40 % of the name column. */
    static double indent(int depth, Columns columns) {
        return LEFT + Math.min(depth * (double) INDENT, Math.floor(columns.name() * 0.4));
    }

    static boolean isTwisty(double x, int depth, Columns columns) {
        var from = indent(depth, columns);
        return x >= from - 3 && x < from + TWISTY;
    }

    /** Where a row's name begins. */
    static double nameAt(int depth, Columns columns) {
        return indent(depth, columns) + TWISTY + ICON;
    }

    void background(boolean failed, State state, double y, int height, double width) {
        if (state.selected() || failed || state.hovered()) {
            var row = failed ? Token.BG_DANGER : Token.BG_HOVER;
            brush.fill(state.selected() ? Token.BG_SELECTED : row, 0, y, width, height);
        }
        brush.horizontal(Token.LINE, 0, y + height - 1, width);
        if (state.selected()) {
            brush.fill(Token.ACCENT_FG, 0, y, 2, height);
        }
    }

    /** A line beneath each ancestor's twisty. */
    void guides(SpanForest forest, int span, Columns columns, double y, double height) {
        for (var depth = 0; depth < Math.min(forest.depth(span), 200); depth++) {
            var x = indent(depth, columns) + TWISTY / 2.0 - 3;
            if (depth > 0 && x == indent(depth - 1, columns) + TWISTY / 2.0 - 3) {
                return;
            }
            brush.vertical(Token.BORDER, Math.rint(x), y, height);
        }
    }

    void row(RunTree tree, int span, Columns columns, double y) {
        var rows = tree.rows();
        var forest = rows.forest();
        var middle = y + rows.rowHeight() / 2.0;
        var step = forest.span(span);
        var context = tree.narrowing().isContext(span);
        var failed = forest.errorStarts(span) && !context;
        var x = indent(forest.depth(span), columns);
        if (rows.hasRowsBeneath(span) || canOpen(step)) {
            var open = rows.isExpanded(span) || rows.isOpened(span);
            brush.smallIcon(
                    open ? BootstrapIcons.CARET_DOWN_FILL : BootstrapIcons.CARET_RIGHT_FILL, Token.FG_MUTED, x, middle);
        }
        var look = Look.of(step.kind());
        brush.g.setGlobalAlpha(context ? CONTEXT : 1);
        brush.icon(failed ? Look.FAILED : look.icon(), failed ? Token.KIND_ERROR : look.color(), x + TWISTY, middle);
        brush.g.setGlobalAlpha(1);
        names.name(tree, span, x + TWISTY + ICON, middle, columns);
        for (var column : columns.shown()) {
            figure(tree, span, column, columns.right(column), middle);
        }
    }

    /** Whether input and output open beneath the row. */
    static boolean canOpen(Span span) {
        return span.kind() == SpanKind.TOOL || span.kind() == SpanKind.LLM;
    }

    /** The whole name when it does not fit into its column. */
    boolean isElided(RunTree tree, int span, Columns columns) {
        return names.isElided(tree, span, columns);
    }

    private void figure(RunTree tree, int span, Column column, double right, double middle) {
        var step = tree.rows().forest().span(span);
        var sums = tree.spans().sums();
        var faint = tree.narrowing().isContext(span);
        var muted = faint ? Token.FG_FAINT : Token.FG_MUTED;
        switch (column) {
            case STATUS -> status(tree, step, faint, right, middle);
            case DURATION -> duration(tree, step, faint, right, middle);
            case SELF ->
                brush.textRight(
                        Figures.duration(tree.spans().selfTimes().nanos(span)), brush.figures, muted, right, middle);
            case OWN_TOKENS ->
                brush.textRight(Figures.tokens(sums.ownTokens(span)), brush.figures, muted, right, middle);
            case TOKENS -> brush.textRight(Figures.tokens(sums.tokens(span)), brush.figures, muted, right, middle);
            case COST -> brush.textRight(Figures.costOf(sums.usage(span)), brush.figures, muted, right, middle);
        }
    }

    private void duration(RunTree tree, Span step, boolean faint, double right, double middle) {
        var text = tree.spans().duration(step, tree.lane().now());
        var color = step.durationNanos() == null ? open(tree, Token.FG_MUTED) : faint ? Token.FG_FAINT : Token.FG;
        brush.textRight(text, brush.figures, color, right, middle);
    }

    private void status(RunTree tree, Span step, boolean faint, double right, double middle) {
        var quiet = faint ? Token.FG_FAINT : Token.FG_MUTED;
        var color = step.failed() ? Token.DANGER_FG : RunSpans.isRunning(step) ? open(tree, quiet) : quiet;
        brush.textRight(tree.spans().word(step), brush.small, color, right, middle);
    }

    /** The colour of a step that has not ended. */
    static Token open(RunTree tree, Token ended) {
        return switch (tree.spans().going()) {
            case NO -> ended;
            case WAITS -> Token.WARNING_FG;
            case RUNS -> Token.SUCCESS_FG;
        };
    }
}
