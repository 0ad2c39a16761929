package dev.runtree.ui.run;

import dev.runtree.model.Figures;
import dev.runtree.model.Span;
import dev.runtree.model.SpanKind;
import dev.runtree.ui.text.Measure;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** Draws what stands in a row beside its bar: guides, twisty, icon, name, badge and figures. */
final class RowPainter {
    static final int INDENT = 14;
    private static final int LEFT = 8;
    private static final int TWISTY = 14;
    private static final int ICON = 20;
    private static final int BADGE = 18;

    private final Brush brush;

    RowPainter(Brush brush) {
        this.brush = brush;
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

    void background(SpanForest forest, int span, State state, double y, int height, double width) {
        var row = forest.errorStarts(span) ? Token.BG_DANGER : state.hovered() ? Token.BG_HOVER : Token.BG;
        brush.fill(state.selected() ? Token.BG_SELECTED : row, 0, y, width, height);
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

    void row(RunRows rows, Sums sums, int span, Columns columns, double y, long now) {
        var forest = rows.forest();
        var middle = y + rows.rowHeight() / 2.0;
        var step = forest.span(span);
        var failed = forest.errorStarts(span);
        var x = indent(forest.depth(span), columns);
        var open = rows.isExpanded(span) || rows.isOpened(span);
        if (forest.hasChildren(span) || canOpen(step)) {
            var twisty = open ? BootstrapIcons.CARET_DOWN_FILL : BootstrapIcons.CARET_RIGHT_FILL;
            brush.smallIcon(twisty, Token.FG_MUTED, x, middle);
        }
        x += TWISTY;
        var look = Look.of(step.kind());
        brush.icon(failed ? Look.FAILED : look.icon(), failed ? Token.KIND_ERROR : look.color(), x, middle);
        name(rows, span, x + ICON, middle, columns);
        figures(step, sums, span, columns, middle, now);
    }

    /** Whether arguments and a result open beneath the row. */
    static boolean canOpen(Span span) {
        return span.kind() == SpanKind.TOOL;
    }

    private void name(RunRows rows, int span, double left, double middle, Columns columns) {
        var forest = rows.forest();
        var failed = forest.errorStarts(span);
        var names = Names.of(forest.span(span));
        var font = nameFont(forest, span);
        var color = failed ? Token.DANGER_FG : Token.FG_STRONG;
        var after = after(rows, span);
        var room = columns.name() - 4 - left - after;
        var x = left;
        if (!names.verb().isEmpty()) {
            var verb = brush.words.elide(names.verb() + " ", room);
            brush.text(verb, brush.words, failed ? color : Token.FG_MUTED, x, middle);
            x += brush.words.width(names.verb() + " ");
        }
        x = brush.text(font.elide(names.subject(), columns.name() - 4 - after - x), font, color, x, middle) + 8;
        var errors = forest.errorsInside(span);
        if (errors > 0) {
            badge(Figures.count(errors), x, middle);
        } else if (forest.hasChildren(span) && !rows.isExpanded(span)) {
            brush.text(hidden(forest, span), brush.small, Token.FG_MUTED, x, middle);
        }
    }

    private Measure nameFont(SpanForest forest, int span) {
        return forest.errorStarts(span) || forest.span(span).kind().startsRun() ? brush.strong : brush.words;
    }

    /** The room that badge or count take after the name. */
    private double after(RunRows rows, int span) {
        var forest = rows.forest();
        var errors = forest.errorsInside(span);
        if (errors > 0) {
            return 8 + badgeWidth(Figures.count(errors));
        }
        return forest.hasChildren(span) && !rows.isExpanded(span) ? 8 + brush.small.width(hidden(forest, span)) : 0;
    }

    private static String hidden(SpanForest forest, int span) {
        return "+" + Figures.count(forest.descendants(span));
    }

    private double badgeWidth(String count) {
        return 20 + brush.smallStrong.width(count) + 7;
    }

    private void badge(String count, double x, double middle) {
        var g = brush.g;
        var top = Math.rint(middle - BADGE / 2.0);
        var left = Math.rint(x);
        var width = Math.rint(badgeWidth(count));
        g.setFill(brush.paint(Token.BG_DANGER));
        g.fillRoundRect(left, top, width, BADGE - 1, BADGE, BADGE);
        g.setStroke(brush.paint(Token.BORDER_DANGER));
        g.setLineWidth(1);
        g.strokeRoundRect(left + 0.5, top + 0.5, width - 1, BADGE - 2, BADGE, BADGE);
        brush.smallIcon(Look.FAILED, Token.KIND_ERROR, left + 6, middle);
        brush.text(count, brush.smallStrong, Token.DANGER_FG, left + 20, middle);
    }

    /** The whole name when it does not fit into its column. */
    boolean isElided(RunRows rows, int span, Columns columns) {
        var names = Names.of(rows.forest().span(span)).toString();
        var left = indent(rows.forest().depth(span), columns) + TWISTY + ICON;
        return nameFont(rows.forest(), span).width(names) > columns.name() - 4 - left - after(rows, span);
    }

    private void figures(Span step, Sums sums, int span, Columns columns, double middle, long now) {
        var duration = step.durationNanos();
        var running = duration == null;
        var text = running ? Figures.running(Math.max(0, now - step.startNanos())) : Figures.duration(duration);
        brush.textRight(text, brush.figures, running ? Token.SUCCESS_FG : Token.FG, columns.duration(), middle);
        if (columns.tokens() > 0) {
            brush.textRight(Figures.tokens(sums.tokens(span)), brush.figures, Token.FG_MUTED, columns.tokens(), middle);
        }
        if (columns.cost() > 0) {
            brush.textRight(Figures.costOf(sums.usage(span)), brush.figures, Token.FG_MUTED, columns.cost(), middle);
        }
    }
}
