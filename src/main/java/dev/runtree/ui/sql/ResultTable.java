package dev.runtree.ui.sql;

import dev.runtree.store.SqlConsole.Column;
import dev.runtree.store.SqlConsole.Kind;
import dev.runtree.ui.Clip;
import dev.runtree.ui.Messages;
import dev.runtree.ui.sql.TableText.Spot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.transformation.SortedList;
import javafx.css.PseudoClass;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TablePosition;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import org.jspecify.annotations.Nullable;

/** The rows of an answer, one line each, by cells. */
final class ResultTable extends TableView<ResultRow> {
    private static final double ROW = 24;
    private static final KeyCombination COPY = KeyCombination.valueOf("Shortcut+C");
    private static final PseudoClass NONE = PseudoClass.getPseudoClass("none");
    private static final PseudoClass LINK = PseudoClass.getPseudoClass("link");

    private final ObservableList<ResultRow> rows = FXCollections.observableArrayList();
    private final Consumer<String> reveal;
    private final Runnable showValue;
    private List<Column> columns = List.of();

    /**
     * @param reveal shows the run behind a cell
     * @param showValue shows the value of the cell that has the focus as a whole
     */
    ResultTable(Consumer<String> reveal, Runnable showValue) {
        this.reveal = reveal;
        this.showValue = showValue;
        setId("sqlResult");
        getStyleClass().add("sql-table");
        setFixedCellSize(ROW);
        setAccessibleText(Messages.text("sql.result"));
        setPlaceholder(new Label());
        getSelectionModel().setCellSelectionEnabled(true);
        getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        var sorted = new SortedList<>(rows);
        sorted.comparatorProperty().bind(comparatorProperty());
        setItems(sorted);
        addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        setContextMenu(menu());
    }

    /** Begins another answer. */
    void begin(List<Column> of) {
        getSortOrder().clear();
        rows.clear();
        columns = List.copyOf(of);
        var made = new ArrayList<TableColumn<ResultRow, ResultRow>>();
        for (var i = 0; i < of.size(); i++) {
            made.add(column(i));
        }
        getColumns().setAll(made);
    }

    /** Adds what has come. The first of it says how wide the columns are. */
    void add(List<ResultRow> more) {
        var isFirst = rows.isEmpty();
        rows.addAll(more);
        if (isFirst) {
            var widths = new ColumnWidths(columns, more);
            for (var i = 0; i < columns.size(); i++) {
                getColumns().get(i).setPrefWidth(widths.of(i));
            }
        }
    }

    /** What stands in place of rows. */
    void placeholder(String words) {
        ((Label) getPlaceholder()).setText(words);
    }

    /** As they came, whatever the order is. */
    List<ResultRow> rows() {
        return rows;
    }

    List<Column> columns() {
        return columns;
    }

    private TableColumn<ResultRow, ResultRow> column(int number) {
        var of = columns.get(number);
        var column = new TableColumn<ResultRow, ResultRow>();
        var name = new Label(of.name());
        name.setTooltip(new Tooltip(of.name() + "   " + of.type()));
        column.setGraphic(name);
        column.setId(Integer.toString(number));
        column.setMinWidth(36);
        var order = CellText.order(of.kind());
        column.setComparator((one, other) -> order.compare(one.at(number), other.at(number)));
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
        column.setCellFactory(any -> new Cell(number));
        column.getStyleClass().add(of.kind() == Kind.NUMBER ? "figures" : "names");
        return column;
    }

    private ContextMenu menu() {
        var open = item("sql.open.run", () -> run().ifPresent(reveal));
        var value = item("sql.value.show", showValue);
        var menu = new ContextMenu(
                open,
                value,
                item("sql.copy.cells", this::copyCells),
                item("sql.copy.rows", () -> copyRows(false)),
                item("sql.copy.rows.names", () -> copyRows(true)));
        menu.setOnShowing(event -> open.setVisible(run().isPresent()));
        return menu;
    }

    private static MenuItem item(String key, Runnable work) {
        var item = new MenuItem(Messages.text(key));
        item.setOnAction(event -> work.run());
        return item;
    }

    private void pressed(KeyEvent event) {
        if (COPY.match(event)) {
            copyCells();
            event.consume();
        } else if (event.isShortcutDown() || event.isAltDown()) {
            return;
        } else if (event.getCode() == KeyCode.ENTER) {
            act();
            event.consume();
        } else if (event.getCode() == KeyCode.SPACE) {
            showValue.run();
            event.consume();
        } else if (event.getCode() == KeyCode.S) {
            sortByFocused();
            event.consume();
        }
    }

    /** Upwards, downwards, and as they came. */
    private void sortByFocused() {
        var spot = focused();
        if (spot.isEmpty()) {
            return;
        }
        var column = getColumns().stream()
                .filter(one -> one.getId().equals(Integer.toString(spot.get().column())))
                .findFirst()
                .orElseThrow();
        if (!getSortOrder().contains(column)) {
            column.setSortType(TableColumn.SortType.ASCENDING);
            getSortOrder().clear();
            getSortOrder().add(column);
        } else if (column.getSortType() == TableColumn.SortType.ASCENDING) {
            column.setSortType(TableColumn.SortType.DESCENDING);
        } else {
            getSortOrder().clear();
        }
    }

    private void act() {
        run().ifPresentOrElse(reveal, showValue);
    }

    /** What the cell that has the focus leads to. */
    Optional<String> run() {
        return focused().flatMap(spot -> RunOfCell.of(columns, getItems().get(spot.row()), spot.column()));
    }

    /** The value of the cell that has the focus; empty where there is none. */
    Optional<String> value() {
        return focused().map(spot -> getItems().get(spot.row()).at(spot.column()));
    }

    private Optional<Spot> focused() {
        return Optional.ofNullable(getFocusModel().getFocusedCell())
                .flatMap(ResultTable::spot)
                .filter(spot -> spot.row() < getItems().size());
    }

    private static Optional<Spot> spot(TablePosition<?, ?> cell) {
        return cell.getTableColumn() == null || cell.getRow() < 0
                ? Optional.empty()
                : Optional.of(new Spot(
                        cell.getRow(), Integer.parseInt(cell.getTableColumn().getId())));
    }

    private List<Spot> selected() {
        var spots = new ArrayList<Spot>();
        for (TablePosition<?, ?> cell : getSelectionModel().getSelectedCells()) {
            spot(cell).ifPresent(spots::add);
        }
        return spots;
    }

    /** What a run says goes to the clipboard redacted while that is wanted. */
    void copyCells() {
        var spots = selected();
        if (!spots.isEmpty()) {
            var name =
                    spots.size() == 1 ? columns.get(spots.getFirst().column()).name() : "";
            Clip.put(name, TableText.cells(spots, getItems()));
        }
    }

    void copyRows(boolean withNames) {
        var numbers = selected().stream().map(Spot::row).toList();
        if (!numbers.isEmpty()) {
            Clip.put(TableText.rows(numbers, getItems(), columns, withNames));
        }
    }

    private final class Cell extends TableCell<ResultRow, ResultRow> {
        private final int column;

        Cell(int column) {
            this.column = column;
            var kind = columns.get(column).kind();
            getStyleClass()
                    .add(
                            switch (kind) {
                                case NUMBER -> "sql-figure";
                                case JSON -> "sql-json";
                                case BOOLEAN, TEXT -> "sql-text";
                            });
            setOnMouseClicked(event -> {
                if (event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 2 && !isEmpty()) {
                    act();
                }
            });
        }

        @Override
        protected void updateItem(@Nullable ResultRow row, boolean empty) {
            super.updateItem(row, empty);
            var shown = empty ? null : row;
            var value = shown == null ? null : shown.at(column);
            setText(shown == null ? "" : CellText.of(value));
            pseudoClassStateChanged(NONE, shown != null && value == null);
            pseudoClassStateChanged(
                    LINK, shown != null && RunOfCell.of(columns, shown, column).isPresent());
            setTooltip(value != null && value.length() > 24 ? new Tooltip(tip(value)) : null);
        }
    }

    private static String tip(String value) {
        return value.length() > 2_000 ? value.substring(0, 2_000) + "…" : value;
    }
}
