package dev.runtree.ui.prose;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextAlignment;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.node.Node;
import org.jspecify.annotations.Nullable;

/** A table of Markdown; its columns share the width by what is in them. */
final class MarkdownTable extends GridPane {
    private static final int MOST_COLUMNS = 40;
    private static final int NARROWEST = 9;
    private static final int WIDEST = 40;

    private int cells;

    private MarkdownTable() {
        getStyleClass().add("md-table");
    }

    static MarkdownTable of(TableBlock block, int mostCells) {
        var table = new MarkdownTable();
        var rows = rows(block);
        for (var row = 0; row < rows.size() && table.cells < mostCells; row++) {
            table.addRow(row, rows.get(row));
        }
        table.share(rows);
        return table;
    }

    private static List<TableRow> rows(TableBlock block) {
        var rows = new ArrayList<TableRow>();
        for (var part : Markdown.children(block)) {
            for (var row : Markdown.children(part)) {
                if (row instanceof TableRow tableRow) {
                    rows.add(tableRow);
                }
            }
        }
        return rows;
    }

    private void addRow(int row, TableRow from) {
        var column = 0;
        for (var child : Markdown.children(from)) {
            if (child instanceof TableCell cell && column < MOST_COLUMNS) {
                add(cell(cell), column++, row);
                cells++;
            }
        }
    }

    private static VBox cell(TableCell cell) {
        var words = new Passage(Inlines.of(cell), cell.isHeader() ? "table-head" : "paragraph");
        words.setTextAlignment(alignment(cell.getAlignment()));
        var box = new VBox(words);
        box.getStyleClass().add(cell.isHeader() ? "head-cell" : "cell");
        return box;
    }

    private static TextAlignment alignment(TableCell.@Nullable Alignment alignment) {
        return alignment == TableCell.Alignment.RIGHT
                ? TextAlignment.RIGHT
                : alignment == TableCell.Alignment.CENTER ? TextAlignment.CENTER : TextAlignment.LEFT;
    }

    /** Longer columns get more, up to a limit, so that one long cell leaves room for the others. */
    private void share(List<TableRow> rows) {
        var longest = new int[MOST_COLUMNS];
        for (var row : rows.subList(0, Math.min(50, rows.size()))) {
            var column = 0;
            for (Node cell : Markdown.children(row)) {
                if (column < MOST_COLUMNS) {
                    var length = Inlines.of(cell).stream()
                            .mapToInt(piece -> piece.text().length())
                            .sum();
                    longest[column] = Math.max(longest[column], Math.clamp(length + 3, NARROWEST, WIDEST));
                    column++;
                }
            }
        }
        var all = 0;
        for (var length : longest) {
            all += length;
        }
        for (var length : longest) {
            if (length > 0) {
                var constraints = new ColumnConstraints();
                constraints.setPercentWidth(100.0 * length / all);
                constraints.setHgrow(Priority.ALWAYS);
                getColumnConstraints().add(constraints);
            }
        }
    }

    int cells() {
        return cells;
    }
}
