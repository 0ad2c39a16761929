package dev.runtree.ui.statistics;

import dev.runtree.model.Figures;
import dev.runtree.model.RunStatistics;
import dev.runtree.model.StepGroup;
import dev.runtree.ui.Messages;
import dev.runtree.ui.filter.TermMenu;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import org.jspecify.annotations.Nullable;

/** Tools, models, agents and kinds beneath each other with their figures; each section is sorted by itself. */
final class StatisticsTable extends TableView<Row> {
    private static final double ROW = 26;
    private static final PseudoClass SECTION = PseudoClass.getPseudoClass("section");
    private static final PseudoClass WORST = PseudoClass.getPseudoClass("worst");
    private static final PseudoClass TOTAL = PseudoClass.getPseudoClass("total");
    /** Beneath these widths first the cost and then the tokens leave. */
    private static final double WITH_COST = 560;

    private static final double WITH_TOKENS = 480;

    private final Consumer<StepGroup> chosen;
    private Figure sortedBy = Figure.SELF;
    private boolean ascending;
    private RunStatistics.@Nullable Summary summary;

    /** @param chosen told which group was clicked, or had Enter pressed on it */
    StatisticsTable(Consumer<StepGroup> chosen) {
        this.chosen = chosen;
        getStyleClass().add("statistics-table");
        setFixedCellSize(ROW);
        setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_FLEX_NEXT_COLUMN);
        setPlaceholder(new Label(Messages.text("run.statistics.none")));
        setAccessibleText(Messages.text("run.statistics"));
        for (var figure : Figure.values()) {
            getColumns().add(column(figure));
        }
        setRowFactory(table -> new GroupRow());
        setSortPolicy(table -> {
            sort(getSortOrder().isEmpty() ? null : getSortOrder().getFirst());
            return true;
        });
        widthProperty().subscribe(width -> fit(width.doubleValue()));
        addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
        addEventHandler(ContextMenuEvent.CONTEXT_MENU_REQUESTED, event -> {
            if (getSelectionModel().getSelectedItem() instanceof Row.Group group) {
                group.term().ifPresent(term -> TermMenu.show(this, term.key(), term.value(), event));
                event.consume();
            }
        });
        showOrder();
    }

    private static TableColumn<Row, Row> column(Figure figure) {
        var column = new TableColumn<Row, Row>(Messages.text(figure.title()));
        column.setId(figure.name());
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
        column.setCellFactory(any -> new FigureCell(figure));
        column.setSortType(figure == Figure.NAME ? TableColumn.SortType.ASCENDING : TableColumn.SortType.DESCENDING);
        column.setReorderable(false);
        column.getStyleClass().add(figure == Figure.NAME ? "names" : "figures");
        var width = switch (figure) {
            case NAME -> 170;
            case CALLS -> 60;
            case SELF -> 132;
            case ERRORS, TOKENS -> 62;
            case COST -> 76;
        };
        column.setPrefWidth(width);
        if (figure == Figure.NAME) {
            column.setMinWidth(110);
        } else {
            column.setMinWidth(width);
            column.setMaxWidth(width);
        }
        return column;
    }

    private TableColumn<Row, ?> column(String id) {
        return getColumns().stream()
                .filter(column -> id.equals(column.getId()))
                .findFirst()
                .orElseThrow();
    }

    private void fit(double width) {
        column(Figure.COST.name()).setVisible(width == 0 || width >= WITH_COST);
        column(Figure.TOKENS.name()).setVisible(width == 0 || width >= WITH_TOKENS);
    }

    /** Shows sums; the group that is selected stays so, and what is at the top stays there. */
    void show(RunStatistics.Summary shown) {
        summary = shown;
        refill();
    }

    private void refill() {
        var of = summary;
        if (of == null) {
            getItems().clear();
            return;
        }
        var selected = selectedGroup();
        getItems().setAll(Row.of(of, sortedBy.order(ascending)));
        if (selected != null) {
            for (var row : getItems()) {
                if (row instanceof Row.Group group
                        && group.line() != null
                        && group.line().group().equals(selected)) {
                    getSelectionModel().select(row);
                }
            }
        }
    }

    private @Nullable StepGroup selectedGroup() {
        return getSelectionModel().getSelectedItem() instanceof Row.Group group && group.line() != null
                ? group.line().group()
                : null;
    }

    private void sort(@Nullable TableColumn<Row, ?> column) {
        if (column != null) {
            sortedBy = Figure.valueOf(column.getId());
            ascending = column.getSortType() == TableColumn.SortType.ASCENDING;
        }
        refill();
    }

    private void showOrder() {
        var column = column(sortedBy.name());
        column.setSortType(ascending ? TableColumn.SortType.ASCENDING : TableColumn.SortType.DESCENDING);
        getSortOrder().setAll(List.of(column));
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

    /** Sorts by the next column that is shown, or turns the order round. */
    private void sortByKey(boolean turn) {
        if (turn) {
            ascending = !ascending;
        } else {
            var columns = getVisibleLeafColumns();
            var next = (columns.indexOf(column(sortedBy.name())) + 1) % columns.size();
            sortedBy = Figure.valueOf(columns.get(next).getId());
            ascending = sortedBy == Figure.NAME;
        }
        showOrder();
    }

    private void choose(@Nullable Row row) {
        if (row instanceof Row.Group group && group.line() != null) {
            chosen.accept(group.line().group());
        }
    }

    private final class GroupRow extends TableRow<Row> {
        GroupRow() {
            setOnMouseClicked(event -> {
                if (event.getButton() == MouseButton.PRIMARY && !isEmpty()) {
                    choose(getItem());
                }
            });
        }

        @Override
        protected void updateItem(@Nullable Row row, boolean empty) {
            super.updateItem(row, empty);
            var group = !empty && row instanceof Row.Group one ? one : null;
            pseudoClassStateChanged(SECTION, !empty && row instanceof Row.Section);
            pseudoClassStateChanged(WORST, group != null && group.worst());
            pseudoClassStateChanged(TOTAL, group != null && group.line() == null);
            setTooltip(group == null ? null : new Tooltip(exact(group)));
            setAccessibleText(group == null ? null : spoken(group));
        }
    }

    private static String spoken(Row.Group group) {
        return Messages.text(
                "run.statistics.spoken",
                group.name(),
                Figure.CALLS.text(group),
                Figure.SELF.text(group),
                Figure.ERRORS.text(group),
                Figure.TOKENS.text(group),
                Figure.COST.text(group));
    }

    /** The figures without rounding, and those that have no column. */
    private static String exact(Row.Group group) {
        var sum = group.sum();
        var usage = sum.usage();
        var text = new StringBuilder(group.name())
                .append('\n')
                .append(Messages.text("run.statistics.tip.self", Figures.count(sum.selfNanos())))
                .append('\n')
                .append(Messages.text("run.statistics.tip.path", Figures.duration(sum.pathNanos())))
                .append('\n')
                .append(Messages.text("run.statistics.tip.longest", Figures.duration(sum.longestNanos())));
        if (sum.steps() != sum.calls()) {
            text.append('\n').append(Messages.text("run.statistics.tip.steps", Figures.count(sum.steps())));
        }
        if (sum.running() > 0) {
            text.append('\n').append(Messages.text("run.statistics.tip.running", Figures.count(sum.running())));
        }
        if (usage.total() != null) {
            text.append('\n').append(Figures.inAndOut(usage.input(), usage.output()));
        }
        if (sum.vectorTokens() > 0) {
            text.append('\n').append(Messages.text("run.statistics.tip.vectors", Figures.count(sum.vectorTokens())));
        }
        if (usage.cost() != null) {
            text.append('\n').append('$').append(usage.cost().toPlainString());
        }
        if (usage.unpriced() > 0) {
            text.append('\n').append(Messages.text("run.statistics.tip.unpriced", Figures.count(usage.unpriced())));
        }
        return text.toString();
    }
}
