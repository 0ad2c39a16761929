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
        return new RowText(0, line, List.of(new Run(line.length(), Ink.FG)), Fold.NONE, number, false);
    }

    @Override
    public int length(int row) {
        return lines.end(row) - lines.start(row);
    }

    @Override
    public int digits() {
        return lines.size() == 0
                ? 1
                : String.valueOf(lines.number(lines.size() - 1)).length();
    }

    @Override
    public String copied(int row, int from, int to) {
        var start = lines.start(row);
        var goesOn = row + 1 < lines.size() && lines.goesOn(row + 1);
        return lines.text().substring(start + from, start + to) + (to == length(row) && !goesOn ? "\n" : "");
    }
}
