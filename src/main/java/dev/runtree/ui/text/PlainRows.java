package dev.runtree.ui.text;

import dev.runtree.ui.text.RowText.Fold;
import dev.runtree.ui.text.RowText.Run;
import java.util.List;

/** The rows of a text that is shown as it is. */
final class PlainRows implements Rows {
    private final PlainLines lines;

    PlainRows(PlainLines lines) {
        this.lines = lines;
    }

    PlainLines lines() {
        return lines;
    }

    @Override
    public int size() {
        return lines.size();
    }

    @Override
    public RowText row(int row) {
        var line = lines.line(row);
        var number = lines.goesOn(row) ? 0 : lines.number(row);
        return new RowText(0, line, List.of(new Run(line.length(), Ink.FG)), Fold.NONE, number, true, false);
    }

    @Override
    public int length(int row) {
        return lines.end(row) - lines.start(row);
    }

    @Override
    public int digits() {
        var last = lines.size() == 0 ? 1 : lines.number(lines.size() - 1);
        return last == 1 ? 0 : String.valueOf(last).length(); // one line needs no number
    }

    /** The text from one place to another, as it is. */
    String between(TextPlace from, TextPlace to) {
        var start = lines.start(from.row()) + from.offset();
        return lines.text().substring(start, Math.max(start, lines.start(to.row()) + to.offset()));
    }
}
