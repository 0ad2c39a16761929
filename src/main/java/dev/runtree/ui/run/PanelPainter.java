package dev.runtree.ui.run;

import dev.runtree.model.Figures;
import dev.runtree.ui.run.ToolPanel.Tone;
import java.util.List;

/** Draws an opened tool beneath its row: arguments on the left, the result or the error on the right. */
final class PanelPainter {
    private static final int LINE = 20;
    private static final int TITLE = 30;
    private static final int BOTTOM = 8;
    private static final int PAD = 14;

    private final Brush brush;

    PanelPainter(Brush brush) {
        this.brush = brush;
    }

    /** Where the two sides stand. */
    record Sides(double input, double output, double right) {
        static Sides of(int depth, Columns columns, double width) {
            var input = RowPainter.indent(depth, columns) + 14;
            var output = Math.rint(input + (width - input) * 0.5);
            return new Sides(input, output, width - 8);
        }
    }

    /** How many characters fit into the two sides. */
    int inputColumns(Sides sides) {
        return (int) ((sides.output() - sides.input() - PAD) / brush.code.width("0"));
    }

    int outputColumns(Sides sides) {
        return (int) ((sides.right() - sides.output() - PAD - 4) / brush.code.width("0"));
    }

    static int height(PanelLines lines) {
        return TITLE + lines.lines() * LINE + BOTTOM;
    }

    void paint(PanelLines lines, Sides sides, double y, double width) {
        var panel = lines.panel();
        var height = height(lines);
        brush.fill(Token.BG, 0, y, width, height);
        brush.horizontal(Token.LINE, 0, y + height - 1, width);
        brush.fill(panel.failed() ? Token.DANGER : Token.BORDER, 0, y, 3, height);
        var title = y + TITLE / 2.0;
        var after = brush.text("Input", brush.smallStrong, Token.FG_MUTED, sides.input(), title);
        brush.text(
                brush.small.elide(panel.note(), sides.output() - after - PAD),
                brush.small,
                Token.FG_MUTED,
                after + 8,
                title);
        side(lines.input(), sides.input(), y + TITLE, List.of());
        thumb(lines.input(), sides.output() - 5, y + TITLE);
        if (panel.output().isEmpty()) {
            return;
        }
        brush.vertical(Token.LINE, sides.output(), y, height - 1);
        var right = sides.output() + PAD;
        var named = brush.text(panel.failed() ? "Error" : "Output", brush.smallStrong, Token.FG_MUTED, right, title);
        side(lines.output(), right, y + TITLE, panel.quotes());
        thumb(lines.output(), sides.right() - 1, y + TITLE);
        if (panel.errorType() != null) {
            pill(panel.errorType(), sides.right(), title, sides.right() - right - 50);
        } else if (lines.output().scrolls()) {
            var size = Figures.count(panel.output().length()) + " characters";
            brush.text(
                    brush.small.elide(size, sides.right() - named - 8), brush.small, Token.FG_MUTED, named + 8, title);
        }
    }

    private void side(PanelSide side, double x, double y, List<String> quotes) {
        var character = brush.code.width("0");
        var middle = y + LINE / 2.0;
        for (var line : side.seen()) {
            if (line.key() != null) {
                brush.text(line.key(), brush.code, Token.FG_MUTED, x, middle);
            }
            if (line.tone() == Tone.NOTE) {
                brush.text(line.text(), brush.small, Token.FG_MUTED, x, middle);
            } else {
                marked(line, x + side.keys() * character, middle);
                for (var quote : quotes) {
                    quoted(line, quote, x + side.keys() * character, middle);
                }
            }
            middle += LINE;
        }
    }

    /** Where in all of it the lines are that are seen. */
    private void thumb(PanelSide side, double x, double y) {
        if (side.scrolls()) {
            var height = PanelSide.SEEN * (double) LINE;
            var place = side.place();
            var tall = Math.max(14, place[1] * height);
            brush.fill(Token.LINE, x, y, 3, height);
            brush.fill(Token.NEUTRAL_BAR, x, y + Math.min(height - tall, place[0] * height), 3, tall);
        }
    }

    private void marked(PanelSide.Line line, double x, double middle) {
        switch (line.mark()) {
            case NAMED_BY_ERROR -> mark(line.text(), Token.DANGER, Token.DANGER, Token.ON_DANGER, x, middle);
            case NOT_SAID -> mark(line.text(), Token.BG_WARNING, Token.BORDER_WARNING, Token.WARNING_FG, x, middle);
            case NONE -> brush.text(line.text(), brush.code, color(line.tone()), x, middle);
        }
    }

    /** What the error says of a value that it names is marked as the value is. */
    private void quoted(PanelSide.Line line, String quote, double x, double middle) {
        var at = line.text().indexOf(quote);
        if (at >= 0) {
            var from = x + brush.code.width(line.text().substring(0, at));
            mark(quote, Token.DANGER, Token.DANGER, Token.ON_DANGER, from, middle);
        }
    }

    private void mark(String text, Token ground, Token border, Token color, double x, double middle) {
        var left = Math.rint(x) - 4;
        var width = Math.rint(brush.code.width(text)) + 8;
        var top = Math.rint(middle - LINE / 2.0) + 1;
        var g = brush.g;
        g.setFill(brush.paint(ground));
        g.fillRoundRect(left, top, width, LINE - 2, 6, 6);
        g.setStroke(brush.paint(border));
        g.setLineWidth(1);
        g.strokeRoundRect(left + 0.5, top + 0.5, width - 1, LINE - 3, 6, 6);
        brush.text(text, brush.code, color, x, middle);
    }

    private static Token color(Tone tone) {
        return switch (tone) {
            case STRING -> Token.JSON_STRING;
            case NUMBER -> Token.JSON_NUMBER;
            case PLAIN -> Token.FG;
            case ERROR -> Token.DANGER_FG;
            case NOTE -> Token.FG_MUTED;
        };
    }

    private void pill(String text, double right, double middle, double room) {
        var words = brush.small.elide(text, Math.max(20, room));
        var width = Math.rint(brush.small.width(words)) + 14;
        var left = Math.rint(right - width);
        var top = Math.rint(middle - 9);
        var g = brush.g;
        g.setFill(brush.paint(Token.BG_DANGER));
        g.fillRoundRect(left, top, width, 18, 18, 18);
        g.setStroke(brush.paint(Token.BORDER_DANGER));
        g.setLineWidth(1);
        g.strokeRoundRect(left + 0.5, top + 0.5, width - 1, 17, 18, 18);
        brush.text(words, brush.small, Token.DANGER_FG, left + 7, middle);
    }
}
