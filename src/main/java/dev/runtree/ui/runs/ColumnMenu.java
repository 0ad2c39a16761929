package dev.runtree.ui.runs;

import dev.runtree.ui.Messages;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.Tooltip;

/** Which columns the list shows, when it is wide enough to have any. */
final class ColumnMenu {
    private final MenuButton button;
    private final RunTable table;

    ColumnMenu(MenuButton button, RunTable table) {
        this.button = button;
        this.table = table;
        button.setTooltip(new Tooltip(Messages.text("runs.columns")));
        button.setOnShowing(event -> fill());
        fill();
    }

    private void fill() {
        button.getItems().clear();
        if (!table.isWide()) {
            var hint = new MenuItem(Messages.text("runs.columns.narrow"));
            hint.setDisable(true);
            button.getItems().addAll(hint, new SeparatorMenuItem());
        }
        for (var each : table.columns().all()) {
            button.getItems().add(item(each));
        }
        var first = new MenuItem(Messages.text("runs.columns.first"));
        first.setOnAction(event -> table.choose(ColumnSet.FIRST));
        button.getItems().addAll(new SeparatorMenuItem(), first);
    }

    private CheckMenuItem item(ColumnSet.Chosen each) {
        var column = each.column();
        boolean hidden =
                table.isWide() && each.shown() && table.places().of(column).isEmpty();
        var item = new CheckMenuItem(hidden ? Messages.text("runs.columns.hidden", column.title()) : column.title());
        item.setSelected(each.shown());
        item.setDisable(column == RunColumn.NAME);
        item.setOnAction(event -> table.choose(table.columns().toggled(column)));
        return item;
    }
}
