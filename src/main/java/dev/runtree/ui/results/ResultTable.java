package dev.runtree.ui.results;

import dev.runtree.ui.results.ResultColumn.Tone;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;
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

/**
 * Results beneath each other, a row each from the beginning, in the order in which they come or by any column.
 *
 * @param <R> a row, which is replaced by another one when it has come further
 */
public final class ResultTable<R> extends TableView<R> {
    private static final double ROW = 26;
    private static final double LEAST = 60;
    private static final PseudoClass SAME = PseudoClass.getPseudoClass("same");
    private static final PseudoClass OTHER = PseudoClass.getPseudoClass("other");
    private static final PseudoClass BAD = PseudoClass.getPseudoClass("bad");
    private static final PseudoClass WAITING = PseudoClass.getPseudoClass("waiting");

    private final ObservableList<R> rows = FXCollections.observableArrayList();
    private final FilteredList<R> shown = new FilteredList<>(rows);
    private final List<? extends ResultColumn<R>> columns;
    private final RowState<R> state;
    private final Consumer<R> chosen;
    private final boolean isChosenByClick;
    private Consumer<@Nullable R> selected = row -> {};
    private boolean isChanging;

    /** What holds for a row as a whole. */
    public interface RowState<R> {
        /** What it is known by, whatever has become of it. */
        Object key(R row);

        /** Whether nothing has come of it yet. */
        boolean waits(R row);

        /** Whether nothing can come of it. */
        boolean isBad(R row);
    }

    /**
     * @param none what is said where there is no row
     * @param chosen told which row had Enter pressed on it, or was clicked
     * @param isChosenByClick whether one click does; otherwise two
     */
    public ResultTable(
            List<? extends ResultColumn<R>> columns,
            RowState<R> state,
            String none,
            Consumer<R> chosen,
            boolean isChosenByClick) {
        this.columns = List.copyOf(columns);
        this.state = state;
        this.chosen = chosen;
        this.isChosenByClick = isChosenByClick;
        prepare(none);
    }

    private void prepare(String none) {
        getStyleClass().add("result-table");
        setFixedCellSize(ROW);
        setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        setPlaceholder(new Label(none));
        columns.forEach(column -> getColumns().add(column(column)));
        setRowFactory(table -> new Row());
        var sorted = new SortedList<>(shown);
        sorted.comparatorProperty().bind(comparatorProperty());
        setItems(sorted);
        addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
    }

    private static <R> TableColumn<R, R> column(ResultColumn<R> of) {
        var column = new TableColumn<R, R>(of.title());
        column.setId(of.name());
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
        column.setCellFactory(any -> new Cell<>(of));
        column.setComparator(of.order());
        column.setReorderable(false);
        column.getStyleClass().add(of.isFigure() ? "figures" : "names");
        column.setPrefWidth(of.width());
        column.setMinWidth(Math.min(of.width(), LEAST));
        return column;
    }

    /** Shows other results, in the order of the list. */
    public void show(List<R> all) {
        rows.setAll(all);
        getSortOrder().clear();
        if (!all.isEmpty()) {
            getSelectionModel().select(0);
            scrollTo(0);
        }
    }

    /** One of them has come further; it stays selected if it was. */
    public void change(int number, R row) {
        keeping(() -> rows.set(number, row));
    }

    /** Shows these in place of those that are shown; the same ones stay selected, and the order stays. */
    public void change(List<R> all) {
        if (all.equals(rows)) {
            return;
        }
        keeping(() -> {
            if (all.size() != rows.size()) {
                rows.setAll(all);
                return;
            }
            for (var at = 0; at < all.size(); at++) {
                if (!all.get(at).equals(rows.get(at))) {
                    rows.set(at, all.get(at));
                }
            }
        });
    }

    /** A change takes what it replaces out of the selection: it is put back. */
    private void keeping(Runnable change) {
        var selection = getSelectionModel();
        var current = selection.getSelectedItem();
        var keys = selection.getSelectedItems().stream()
                .filter(Objects::nonNull)
                .map(state::key)
                .collect(Collectors.toSet());
        isChanging = true;
        try {
            change.run();
            selection.clearSelection();
            for (var at = 0; at < getItems().size(); at++) {
                if (keys.contains(state.key(getItems().get(at)))) {
                    selection.select(at);
                }
            }
            if (current != null) {
                selectAgain(state.key(current));
            } else if (!getItems().isEmpty()) {
                selection.select(0);
            }
        } finally {
            isChanging = false;
        }
        selected.accept(selection.getSelectedItem());
    }

    /** What was selected last is what is shown. */
    private void selectAgain(Object key) {
        for (var at = 0; at < getItems().size(); at++) {
            if (key.equals(state.key(getItems().get(at)))) {
                getSelectionModel().select(at);
            }
        }
    }

    /** @param handler told which row is selected, or which was selected last; {@code null} for none */
    public void onSelected(Consumer<@Nullable R> handler) {
        selected = handler;
        getSelectionModel().selectedItemProperty().subscribe(row -> {
            if (!isChanging) {
                handler.accept(row);
            }
        });
    }

    /** All of them, also those that are not shown, in their first order. */
    public List<R> rows() {
        return rows;
    }

    /** Shows only some of them. */
    public void filter(Predicate<R> wanted) {
        shown.setPredicate(wanted);
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
    public void sortByKey(boolean turn) {
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

    private void choose(@Nullable R row) {
        if (row != null) {
            chosen.accept(row);
        }
    }

    private String spoken(R row) {
        return columns.stream()
                .map(column -> {
                    var text = column.text(row);
                    return text.isEmpty() ? "" : column.title() + " " + text;
                })
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(", "));
    }

    private final class Row extends TableRow<R> {
        Row() {
            setOnMouseClicked(event -> {
                if (event.getButton() == MouseButton.PRIMARY
                        && event.getClickCount() == (isChosenByClick ? 1 : 2)
                        && !isEmpty()) {
                    choose(getItem());
                }
            });
        }

        @Override
        protected void updateItem(@Nullable R row, boolean empty) {
            super.updateItem(row, empty);
            var now = empty ? null : row;
            pseudoClassStateChanged(WAITING, now != null && state.waits(now));
            pseudoClassStateChanged(BAD, now != null && state.isBad(now));
            setAccessibleText(now == null ? null : spoken(now));
        }
    }

    private static final class Cell<R> extends TableCell<R, R> {
        private final ResultColumn<R> column;

        Cell(ResultColumn<R> column) {
            this.column = column;
            getStyleClass().add(column.isFigure() ? "result-figure" : "result-text");
        }

        @Override
        protected void updateItem(@Nullable R row, boolean empty) {
            super.updateItem(row, empty);
            var now = empty ? null : row;
            setText(now == null ? "" : column.text(now));
            setGraphic(now == null ? null : column.icon(now));
            var tip = now == null ? "" : column.tip(now);
            setTooltip(tip.isEmpty() ? null : new Tooltip(tip));
            var tone = now == null ? Tone.PLAIN : column.tone(now);
            pseudoClassStateChanged(SAME, tone == Tone.GOOD);
            pseudoClassStateChanged(OTHER, tone == Tone.OTHER);
            pseudoClassStateChanged(BAD, tone == Tone.BAD);
        }
    }
}
