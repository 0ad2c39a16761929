package dev.runtree.ui.sql;

import dev.runtree.store.SqlConsole.Column;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Cells of an answer as text with tabs between them, which spreadsheets take apart again. */
final class TableText {
    private TableText() {}

    /** A cell, both from 0; the column as the answer has it. */
    record Spot(int row, int column) {}

    /** One value as it is; of several, those that are selected, with gaps where others are between them. */
    static String cells(Collection<Spot> selected, List<ResultRow> rows) {
        Map<Integer, Set<Integer>> byRow = new TreeMap<>();
        SortedSet<Integer> all = new TreeSet<>();
        for (var cell : selected) {
            byRow.computeIfAbsent(cell.row(), row -> new TreeSet<>()).add(cell.column());
            all.add(cell.column());
        }
        if (byRow.size() == 1 && all.size() == 1) {
            var row = byRow.keySet().iterator().next();
            var value = rows.get(row).at(all.first());
            return value == null ? "" : value;
        }
        return byRow.entrySet().stream()
                .map(row -> all.stream()
                        .map(column -> row.getValue().contains(column)
                                ? cell(rows.get(row.getKey()).at(column))
                                : "")
                        .collect(Collectors.joining("\t")))
                .collect(Collectors.joining("\n"));
    }

    /** Whole rows. */
    static String rows(Collection<Integer> numbers, List<ResultRow> rows, List<Column> columns, boolean withNames) {
        var lines = numbers.stream()
                .sorted()
                .distinct()
                .map(number -> line(rows.get(number), columns.size()))
                .collect(Collectors.joining("\n"));
        var names = columns.stream().map(column -> cell(column.name())).collect(Collectors.joining("\t"));
        return withNames ? names + "\n" + lines : lines;
    }

    private static String line(ResultRow row, int columns) {
        var line = new StringBuilder();
        for (var i = 0; i < columns; i++) {
            line.append(i == 0 ? "" : "\t").append(cell(row.at(i)));
        }
        return line.toString();
    }

    /** What would be taken for the end of a cell is quoted, as spreadsheets do. */
    private static String cell(@Nullable String value) {
        if (value == null) {
            return "";
        }
        var isPlain = value.indexOf('\t') < 0
                && value.indexOf('\n') < 0
                && value.indexOf('\r') < 0
                && !value.startsWith("\"");
        return isPlain ? value : '"' + value.replace("\"", "\"\"") + '"';
    }
}
