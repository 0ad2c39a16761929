package dev.runtree.ui.runs;

import dev.runtree.model.Figures;
import dev.runtree.ui.Icons;
import dev.runtree.ui.Messages;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Tooltip;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** The head of a column, or of two that stand above one another: says what it is and how it is sorted. */
final class ColumnHead extends Button {
    private static final PseudoClass SORTED = PseudoClass.getPseudoClass("sorted");
    private static final PseudoClass UNSORTABLE = PseudoClass.getPseudoClass("unsortable");

    private final List<RunColumn> columns;
    private final String title;
    private final Tooltip tip = new Tooltip();
    private boolean sortable;

    ColumnHead(String title, List<RunColumn> columns) {
        this.columns = columns;
        this.title = title;
        getStyleClass().setAll("column-head");
        setContentDisplay(ContentDisplay.RIGHT);
        tip.setWrapText(true);
        tip.setMaxWidth(320);
        setTooltip(tip);
    }

    RunColumn column() {
        return columns.getFirst();
    }

    boolean isSortable() {
        return sortable;
    }

    /** @param few whether so few runs match that any column can be sorted by */
    void show(RunSort sort, boolean few) {
        boolean sorted = columns.contains(sort.column());
        var sortables = columns.stream()
                .filter(column -> column.isIndexed() || column.order().isPresent())
                .toList();
        sortable = sortables.stream().anyMatch(column -> few || column.isIndexed());
        setText(sorted && columns.size() > 1 ? sort.column().title() : title);
        setGraphic(sorted ? Icons.icon(sort.descending() ? BootstrapIcons.ARROW_DOWN : BootstrapIcons.ARROW_UP) : null);
        pseudoClassStateChanged(SORTED, sorted);
        pseudoClassStateChanged(UNSORTABLE, !sortable && !sorted);
        tip.setText(
                sortables.isEmpty()
                        ? Messages.text("runs.sort.never", title)
                        : sortable || sorted
                                ? Messages.text("runs.sort.yes", title)
                                : Messages.text("runs.sort.many", title, Figures.count(RunFeed.COUNTED)));
        setAccessibleText(
                sorted ? Messages.text(sort.descending() ? "runs.sorted.down" : "runs.sorted.up", getText()) : title);
        setAccessibleHelp(tip.getText());
    }

    /** What a click asks for: the columns of the head one after the other, each its own way and the other way round. */
    RunSort next(RunSort sort) {
        var sortables =
                columns.stream().filter(column -> column.order().isPresent()).toList();
        int place = sortables.indexOf(sort.column());
        if (place < 0) {
            return new RunSort(sortables.getFirst(), sortables.getFirst().isLargestFirst());
        }
        var clicked = sort.clicked(sort.column());
        if (!clicked.equals(RunSort.NEWEST) || sortables.contains(RunColumn.STARTED)) {
            return clicked;
        }
        return place + 1 < sortables.size()
                ? new RunSort(sortables.get(place + 1), sortables.get(place + 1).isLargestFirst())
                : RunSort.NEWEST;
    }
}
