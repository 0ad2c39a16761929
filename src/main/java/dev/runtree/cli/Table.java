package dev.runtree.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A table of text: columns as wide as their widest cell, the last one cut where the terminal ends. */
final class Table {
    private static final String GAP = "  ";

    /**
     * A column.
     *
     * @param right whether its cells stand at its right edge, as numbers do
     * @param most the width beyond which cells are shortened on a terminal
     */
    record Column(String title, boolean right, int most) {}

    /** A cell, with the style in which it is shown. */
    record Cell(String text, @Nullable Style style) {
        Cell {
            text = Width.oneLine(text);
        }

        Cell(String text) {
            this(text, null);
        }
    }

    private final Terminal terminal;
    private final List<Column> columns;
    private final List<List<Cell>> rows = new ArrayList<>();

    Table(Terminal terminal, List<Column> columns) {
        this.terminal = terminal;
        this.columns = columns;
    }

    void row(List<Cell> cells) {
        rows.add(cells);
    }

    void print() {
        int[] widths = widths();
        List<Cell> titles = columns.stream()
                .map(column -> new Cell(column.title(), Style.FAINT))
                .toList();
        line(titles, widths);
        rows.forEach(row -> line(row, widths));
    }

    private int[] widths() {
        int[] widths = new int[columns.size()];
        for (int i = 0; i < widths.length; i++) {
            int at = i;
            int widest = rows.stream()
                    .mapToInt(row -> Width.of(row.get(at).text()))
                    .max()
                    .orElse(0);
            int most = terminal.columns() == null
                    ? Integer.MAX_VALUE
                    : columns.get(i).most();
            widths[i] = Math.max(Width.of(columns.get(i).title()), Math.min(widest, most));
        }
        Integer total = terminal.columns();
        if (total != null) {
            int last = widths.length - 1;
            int before = 0;
            for (int i = 0; i < last; i++) {
                before += widths[i] + GAP.length();
            }
            widths[last] = Math.max(0, Math.min(widths[last], total - before));
        }
        return widths;
    }

    private void line(List<Cell> cells, int[] widths) {
        var line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String text = Width.shortened(cells.get(i).text(), widths[i]);
            String pad = " ".repeat(Math.max(0, widths[i] - Width.of(text)));
            Style style = cells.get(i).style();
            String styled = style == null ? text : terminal.styled(style, text);
            line.append(columns.get(i).right() ? pad + styled : styled + pad);
            line.append(i < widths.length - 1 ? GAP : "");
        }
        terminal.out().line(line.toString().stripTrailing());
    }
}
