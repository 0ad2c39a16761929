package dev.runtree.ui.check;

import dev.runtree.check.CaseResult;
import dev.runtree.ui.Messages;
import dev.runtree.ui.check.CheckRow.Stage;
import dev.runtree.ui.results.ResultTable;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Cases beneath each other, a row each, and how its rows go on. */
final class CheckTable {
    private static final ResultTable.RowState<CheckRow> STATE = new ResultTable.RowState<>() {
        @Override
        public Object key(CheckRow row) {
            return row.path();
        }

        @Override
        public boolean waits(CheckRow row) {
            return !row.isResting() || row.isStale();
        }

        @Override
        public boolean isBad(CheckRow row) {
            return false;
        }
    };

    private CheckTable() {}

    /** @param chosen told which row was clicked twice, or had Enter pressed on it */
    static ResultTable<CheckRow> of(Consumer<CheckRow> chosen) {
        var table =
                new ResultTable<>(List.of(CheckColumn.values()), STATE, Messages.text("checks.none"), chosen, false);
        table.setId("checksTable");
        table.setAccessibleText(Messages.text("checks.table"));
        return table;
    }

    /** The rows of these files; with what was known of them. */
    static List<CheckRow> with(List<CheckRow> rows, List<CaseFile> files) {
        var known = rows.stream().collect(Collectors.toMap(CheckRow::path, Function.identity()));
        return files.stream()
                .map(file -> {
                    var row = known.get(file.file());
                    return row == null ? CheckRow.of(file) : row.read(file);
                })
                .toList();
    }

    static List<CheckRow> each(List<CheckRow> rows, UnaryOperator<CheckRow> change) {
        return rows.stream().map(change).toList();
    }

    /** @param next which one goes on now; {@code null} for none */
    static List<CheckRow> came(List<CheckRow> rows, List<CaseResult> results, @Nullable Path next) {
        var come = results.stream().collect(Collectors.toMap(CaseResult::file, Function.identity()));
        return each(rows, row -> {
            var result = come.get(row.path());
            if (result != null) {
                return row.ended(result);
            }
            return row.path().equals(next) ? row.at(Stage.GOES_ON) : row;
        });
    }

    static void select(ResultTable<CheckRow> table, Path file) {
        table.getItems().stream()
                .filter(row -> row.path().equals(file))
                .findFirst()
                .ifPresent(row -> {
                    table.getSelectionModel().clearAndSelect(table.getItems().indexOf(row));
                    table.scrollTo(row);
                });
    }

    /** Something is selected where there is something. */
    static void selectOne(ResultTable<CheckRow> table) {
        if (table.getSelectionModel().getSelectedItem() == null
                && !table.getItems().isEmpty()) {
            table.getSelectionModel().clearAndSelect(0);
        }
    }
}
