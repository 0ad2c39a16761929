package dev.runtree.ui.replay;

import dev.runtree.replay.many.AnswerChange;
import dev.runtree.replay.many.AttemptResult.NotMade;
import dev.runtree.ui.Messages;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.transformation.SortedList;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import org.jspecify.annotations.Nullable;

/** Many replays beneath each other, a row each, in the order in which they are made or by any column. */
final class ManyTable extends TableView<ManyRow> {
    private static final double ROW = 26;
    private static final PseudoClass SAME = PseudoClass.getPseudoClass("same");
    private static final PseudoClass OTHER = PseudoClass.getPseudoClass("other");
    private static final PseudoClass BAD = PseudoClass.getPseudoClass("bad");
    private static final PseudoClass WAITING = PseudoClass.getPseudoClass("waiting");

    private final ObservableList<ManyRow> rows = FXCollections.observableArrayList();
    private final Consumer<ManyRow> chosen;

    /** @param chosen told which row was clicked, or had Enter pressed on it */
    ManyTable(Consumer<ManyRow> chosen) {
        this.chosen = chosen;
        setId("manyTable");
        getStyleClass().add("many-table");
        setFixedCellSize(ROW);
        setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        setPlaceholder(new Label(Messages.text("many.empty")));
        setAccessibleText(Messages.text("many.table"));
        for (var column : ManyColumn.values()) {
            getColumns().add(column(column));
        }
        setRowFactory(table -> new Row());
        var sorted = new SortedList<>(rows);
        sorted.comparatorProperty().bind(comparatorProperty());
        setItems(sorted);
        addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
    }

    private static TableColumn<ManyRow, ManyRow> column(ManyColumn of) {
        var column = new TableColumn<ManyRow, ManyRow>(of.title());
        column.setId(of.name());
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
        column.setCellFactory(any -> new Cell(of));
        column.setComparator(of.order());
        column.setReorderable(false);
        column.getStyleClass().add(of.isFigure() ? "figures" : "names");
        column.setPrefWidth(of.width());
        column.setMinWidth(Math.min(of.width(), 60));
        return column;
    }

    /** Shows other replays. */
    void show(List<ManyRow> all) {
        rows.setAll(all);
        getSortOrder().clear();
        if (!all.isEmpty()) {
            getSelectionModel().select(0);
            scrollTo(0);
        }
    }

    /** One of them has come further; it stays selected if it was. */
    void change(int number, ManyRow row) {
        var selected = getSelectionModel().getSelectedItem();
        var before = rows.get(number);
        rows.set(number, row);
        if (selected != null) {
            getSelectionModel().select(selected.equals(before) ? row : selected);
        }
    }

    List<ManyRow> rows() {
        return rows;
    }

    private void pressed(KeyEvent event) {
        if (event.isShortcutDown() || event.isAltDown()) {
            return;
        }
        if (event.getCode() == KeyCode.ENTER || event.getCode() == KeyCode.SPACE) {
            choose(getSelectionModel().getSelectedItem());
            event.consume();
        } else if (event.getCode() == KeyCode.S) {
            sortByKey(event.isShiftDown());
            event.consume();
        }
    }

    /** Sorts by the next column, and behind the last one by none; or turns the order round. */
    void sortByKey(boolean turn) {
        var by = getSortOrder().isEmpty() ? null : getSortOrder().getFirst();
        if (turn && by != null) {
            by.setSortType(
                    by.getSortType() == TableColumn.SortType.ASCENDING
                            ? TableColumn.SortType.DESCENDING
                            : TableColumn.SortType.ASCENDING);
            sort();
        } else if (!turn) {
            var next = by == null ? 0 : getColumns().indexOf(by) + 1;
            getSortOrder()
                    .setAll(next < getColumns().size() ? List.of(getColumns().get(next)) : List.of());
        }
    }

    private void choose(@Nullable ManyRow row) {
        if (row != null) {
            chosen.accept(row);
        }
    }

    private final class Row extends TableRow<ManyRow> {
        Row() {
            setOnMouseClicked(event -> {
                if (event.getButton() == MouseButton.PRIMARY && !isEmpty()) {
                    choose(getItem());
                }
            });
        }

        @Override
        protected void updateItem(@Nullable ManyRow row, boolean empty) {
            super.updateItem(row, empty);
            var shown = empty ? null : row;
            pseudoClassStateChanged(WAITING, shown != null && shown.result() == null);
            pseudoClassStateChanged(BAD, shown != null && shown.result() instanceof NotMade);
            setAccessibleText(shown == null ? null : spoken(shown));
        }
    }

    private static String spoken(ManyRow row) {
        return Stream.of(ManyColumn.values())
                .map(column -> {
                    var text = column.text(row);
                    return text.isEmpty() ? "" : column.title() + " " + text;
                })
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(", "));
    }

    private static final class Cell extends TableCell<ManyRow, ManyRow> {
        private final ManyColumn column;

        Cell(ManyColumn column) {
            this.column = column;
            getStyleClass().add(column.isFigure() ? "many-figure" : "many-text");
        }

        @Override
        protected void updateItem(@Nullable ManyRow row, boolean empty) {
            super.updateItem(row, empty);
            var shown = empty ? null : row;
            var text = shown == null ? "" : column.text(shown);
            setText(text);
            setTooltip(text.isEmpty() ? null : new Tooltip(text));
            var made = shown == null ? null : shown.made().orElse(null);
            var isSame =
                    made != null && (column == ManyColumn.ANSWER ? made.answer().isSame() : made.sameCalls());
            var isTold = made != null && (column == ManyColumn.ANSWER || column == ManyColumn.CALLS);
            pseudoClassStateChanged(SAME, isTold && isSame);
            pseudoClassStateChanged(OTHER, isTold && !isSame);
            pseudoClassStateChanged(
                    BAD,
                    column == ManyColumn.PROBLEM
                            || (column == ManyColumn.ERRORS
                                    && made != null
                                    && made.replay().errorCount() > 0)
                            || (column == ManyColumn.ANSWER
                                    && made != null
                                    && made.answer().kind() == AnswerChange.Kind.NONE));
        }
    }
}
