package dev.runtree.ui.run;

import dev.runtree.model.Figures;
import dev.runtree.ui.RightToLeft;
import dev.runtree.ui.run.ToolPanel.Tone;
import java.util.List;

/** Draws an opened tool beneath its row: arguments on the left, the result or the error on the right. */
final class PanelPainter {
    private static final int LINE = 20;
    private static final int TITLE = 30;
    private static final int BOTTOM = 8;
    private static final int PAD = 14;

    /** Between a mark and the lines above and beneath it: what is marked in two rows stays two things at any zoom. */
    private static final int APART = 2;

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
            pill(shortName(panel.errorType()), sides.right(), title, sides.right() - right - 50);
        } else if (lines.output().scrolls()) {
            var size = Figures.count(panel.sent()) + " characters";
            brush.text(
                    brush.small.elide(size, sides.right() - named - 8), brush.small, Token.FG_MUTED, named + 8, title);
        }
    }

    private void side(PanelSide side, double x, double y, List<String> quotes) {
        var character = brush.code.width("0");
        var middle = y + LINE / 2.0;
        var lines = side.seen();
        for (var i = 0; i < lines.size(); i++) {
            var line = lines.get(i);
            if (i == 0 || line.isFirst()) {
                ground(value(lines, i), x + side.keys() * character, middle);
            }
            if (line.key() != null) {
                brush.text(line.key(), brush.code, Token.FG_MUTED, x, middle);
            }
            if (line.tone() == Tone.NOTE) {
                brush.text(line.text(), brush.small, Token.FG_MUTED, x, middle);
            } else {
                said(line, quotes, x + side.keys() * character, middle);
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

    /** The lines of a value that are seen, from the one at a place. */
    private static List<PanelSide.Line> value(List<PanelSide.Line> lines, int from) {
        var to = from + 1;
        while (to < lines.size() && !lines.get(to).isFirst()) {
            to++;
        }
        return lines.subList(from, to);
    }

    /** What lies behind all lines of a marked value: one mark, however many lines it has. */
    private void ground(List<PanelSide.Line> lines, double x, double middle) {
        var width = lines.stream()
                .mapToDouble(line -> brush.code.width(line.text()))
                .max()
                .orElse(0);
        var height = lines.size() * LINE;
        switch (lines.getFirst().mark()) {
            case NAMED_BY_ERROR -> ground(Token.DANGER, Token.DANGER, x, middle, width, height);
            case NOT_SAID -> ground(Token.BG_WARNING, Token.BORDER_WARNING, x, middle, width, height);
            case NONE -> {}
        }
    }

    private void marked(PanelSide.Line line, double x, double middle) {
        switch (line.mark()) {
            case NAMED_BY_ERROR -> brush.text(line.text(), brush.code, Token.ON_DANGER, x, middle);
            case NOT_SAID -> brush.text(line.text(), brush.code, Token.WARNING_FG, x, middle);
            case NONE -> brush.text(RightToLeft.quotesIsolated(line.text()), brush.code, color(line.tone()), x, middle);
        }
    }

    /**
     * What the error says of a value that it names is marked as the value is. Words that are read from right to left are
     * drawn apart from the value, since together they would change places.
     */
    private void said(PanelSide.Line line, List<String> quotes, double x, double middle) {
        var apart = RightToLeft.isIn(line.text());
        var named = quotes.stream().filter(line.text()::contains).toList();
        if (named.isEmpty() || !apart) {
            marked(line, x, middle);
            named.forEach(quote -> quoted(quote, x + brush.code.width(before(line, quote)), middle));
        } else {
            var quote = named.getFirst();
            var before = before(line, quote);
            var from = brush.text(before, brush.code, color(line.tone()), x, middle);
            quoted(quote, from, middle);
            var rest = line.text().substring(before.length() + quote.length());
            brush.text(rest, brush.code, color(line.tone()), from + brush.code.width(quote) + 4, middle);
        }
    }

    private static String before(PanelSide.Line line, String quote) {
        return line.text().substring(0, line.text().indexOf(quote));
    }

    private void quoted(String quote, double x, double middle) {
        ground(Token.DANGER, Token.DANGER, x, middle, brush.code.width(quote), LINE);
        brush.text(quote, brush.code, Token.ON_DANGER, x, middle);
    }

    /** @param middle of the first line */
    private void ground(Token ground, Token border, double x, double middle, double wide, double high) {
        var left = Math.rint(x) - 4;
        var width = Math.rint(wide) + 8;
        var top = Math.rint(middle - LINE / 2.0) + APART;
        var height = high - 2 * APART;
        var g = brush.g;
        g.setFill(brush.paint(ground));
        g.fillRoundRect(left, top, width, height, 6, 6);
        g.setStroke(brush.paint(border));
        g.setLineWidth(1);
        g.strokeRoundRect(left + 0.5, top + 0.5, width - 1, height - 1, 6, 6);
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

    /** The name of a class without its package, for which the detail beside the tree has more room. */
    private static String shortName(String type) {
        var name = type.substring(type.lastIndexOf('.') + 1);
        return name.isBlank() ? type : name;
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
