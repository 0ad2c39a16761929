package dev.runtree.ui.run;

import dev.runtree.model.Figures;
import dev.runtree.model.Span;
import dev.runtree.model.SpanKind;
import dev.runtree.ui.Messages;
import dev.runtree.ui.RightToLeft;
import dev.runtree.ui.text.Measure;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** Draws a row's name, what stands behind it, and where the words stand that are looked for. */
final class NamePainter {
    private static final int BADGE = 18;
    private static final int GAP = 8;

    /** A beginning of an input that is narrower than this says nothing. */
    private static final int LEAST_PREVIEW = 44;

    /** Says that it is a hit, where there is no room for more. */
    private static final String SIGN = "?";

    private final Brush brush;

    NamePainter(Brush brush) {
        this.brush = brush;
    }

    void name(RunTree tree, int span, double left, double middle, Columns columns) {
        var rows = tree.rows();
        var forest = rows.forest();
        var context = tree.narrowing().isContext(span);
        var failed = forest.errorStarts(span) && !context;
        var names = Names.of(forest.span(span));
        var font = font(forest, span);
        var color = failed ? Token.DANGER_FG : context ? Token.FG_FAINT : Token.FG_STRONG;
        var hit = tree.hits().contains(span) ? tree.hits().words() : "";
        var marks = marks(tree, span);
        var tag = tag(tree, span, hit, columns.name() - 4 - left - font.width(names.toString()) - GAP - marks);
        var after = after(rows, span) + marks + (tag.isEmpty() ? 0 : GAP + tagWidth(tag));
        var right = columns.name() - 4 - after;
        var x = left;
        if (!names.verb().isEmpty()) {
            var verb = brush.words.elide(names.verb() + " ", right - left);
            brush.text(verb, brush.words, failed ? color : context ? Token.FG_FAINT : Token.FG_MUTED, x, middle);
            x += brush.words.width(names.verb() + " ");
        }
        x = marked(font.elide(names.subject(), right - x), hit, font, color, x, middle) + GAP;
        tree.marks().paint(brush, forest.span(span).id(), x, middle);
        x += marks;
        if (!tag.isEmpty()) {
            x = tag(tag, x, middle) + GAP;
        }
        var errors = forest.errorsInside(span);
        if (errors > 0) {
            badge(Figures.count(errors), x, middle);
        } else if (rows.hasRowsBeneath(span) && !rows.isExpanded(span)) {
            brush.text(hidden(forest, span), brush.small, Token.FG_MUTED, x, middle);
        } else {
            preview(tree, span, hit, x, columns.name() - 4 - x, middle);
        }
    }

    /** A tool's input in a few words, as far as there is room. */
    private void preview(RunTree tree, int at, String hit, double x, double room, double middle) {
        var span = tree.rows().forest().span(at);
        var input = span.input();
        if (span.kind() == SpanKind.TOOL && input != null && room >= LEAST_PREVIEW) {
            var goesOn = input.length() >= tree.spans().beginnings().characters();
            var text = Previews.of(input, hit, (int) (room / brush.preview.width("0"))) + (goesOn ? "…" : "");
            marked(
                    brush.preview.elide(text, room),
                    hit,
                    brush.preview,
                    tree.narrowing().isContext(at) ? Token.FG_FAINT : Token.FG_MUTED,
                    x,
                    middle);
        }
    }

    /** Text in which the words that are looked for have a background. */
    private double marked(String text, String words, Measure font, Token color, double x, double middle) {
        var at = words.isEmpty() ? -1 : SpanTexts.place(text, words);
        if (at < 0) {
            return brush.text(text, font, color, x, middle);
        }
        if (RightToLeft.isIn(text)) {
            // Drawn in parts, its words would change places.
            mark(x, font.width(text), middle);
            return brush.text(text, font, Token.FG_STRONG, x, middle);
        }
        var from = x + font.width(text.substring(0, at));
        var width = font.width(text.substring(at, at + words.length()));
        mark(from, width, middle);
        brush.text(text.substring(0, at), font, color, x, middle);
        brush.text(text.substring(at, at + words.length()), font, Token.FG_STRONG, from, middle);
        return brush.text(text.substring(at + words.length()), font, color, from + width, middle);
    }

    private void mark(double from, double width, double middle) {
        brush.g.setFill(brush.paint(Token.MARK));
        brush.g.fillRoundRect(Math.rint(from) - 1, Math.rint(middle) - 9, Math.ceil(width) + 2, 18, 6, 6);
    }

    /** Where the words stand when the row itself does not show them; else empty. */
    private String tag(RunTree tree, int span, String words, double room) {
        if (words.isEmpty() || tree.hits().inName(span)) {
            return "";
        }
        var forest = tree.rows().forest();
        var step = forest.span(span);
        var previewed = step.kind() == SpanKind.TOOL
                && after(tree.rows(), span) == 0
                && has(step.input(), words)
                && room >= Math.max(LEAST_PREVIEW, brush.preview.width(words) + 2 * brush.preview.width("…"));
        if (previewed) {
            return "";
        }
        var where = Messages.text("run.hit." + place(tree, step, words));
        // The name comes first; where there is no room for both, a sign is enough.
        return tagWidth(where) + after(tree.rows(), span) <= room ? where : SIGN;
    }

    private static String place(RunTree tree, Span step, String words) {
        if (has(step.input(), words)) {
            return "input";
        }
        if (has(step.output(), words)) {
            return step.kind() == SpanKind.TOOL ? "result" : "output";
        }
        var where = tree.hits().where(step.id());
        return switch (where) {
            case EVENTS -> "events";
            case FAILURE -> "error";
            case LOGS -> "logs";
            case ATTRIBUTES -> "inside";
            case null -> "inside";
        };
    }

    private static boolean has(@Nullable String text, String words) {
        return text != null && SpanTexts.place(text, words) >= 0;
    }

    private double tagWidth(String text) {
        return text.equals(SIGN) ? 18 : brush.small.width(text) + 10;
    }

    private double tag(String text, double x, double middle) {
        var width = Math.rint(tagWidth(text));
        brush.g.setFill(brush.paint(Token.MARK));
        brush.g.fillRoundRect(Math.rint(x), Math.rint(middle - 8), width, 16, 6, 6);
        if (text.equals(SIGN)) {
            brush.smallIcon(BootstrapIcons.SEARCH, Token.FG_STRONG, Math.rint(x) + 4, middle);
        } else {
            brush.text(text, brush.small, Token.FG_STRONG, Math.rint(x) + 5, middle);
        }
        return x + width;
    }

    private Measure font(SpanForest forest, int span) {
        return forest.errorStarts(span) || forest.span(span).kind().startsRun() ? brush.strong : brush.words;
    }

    /** The room that the signs of what people say of it take after the name. */
    private static int marks(RunTree tree, int span) {
        var width = tree.marks().width(tree.rows().forest().span(span).id());
        return width == 0 ? 0 : width + GAP;
    }

    /** The room that badge or count take after the name. */
    private double after(RunRows rows, int span) {
        var forest = rows.forest();
        var errors = forest.errorsInside(span);
        if (errors > 0) {
            return GAP + badgeWidth(Figures.count(errors));
        }
        return rows.hasRowsBeneath(span) && !rows.isExpanded(span) ? GAP + brush.small.width(hidden(forest, span)) : 0;
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

    boolean isElided(RunTree tree, int span, Columns columns) {
        var rows = tree.rows();
        var names = Names.of(rows.forest().span(span)).toString();
        var left = RowPainter.nameAt(rows.forest().depth(span), columns);
        return font(rows.forest(), span).width(names)
                > columns.name() - 4 - left - after(rows, span) - marks(tree, span);
    }
}
