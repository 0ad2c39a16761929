package dev.runtree.ui.shell;

import dev.runtree.ui.Command;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** A command in the palette: its menu, what it does, its keys. */
final class CommandCell extends ListCell<Command> {
    private final Label group = new Label();
    private final Label label = new Label();
    private final Label keys = new Label();
    private final HBox row;

    CommandCell() {
        getStyleClass().add("command-cell");
        group.getStyleClass().add("command-group");
        label.getStyleClass().add("command-label");
        keys.getStyleClass().add("key");
        keys.setMinWidth(Region.USE_PREF_SIZE);
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        row = new HBox(group, label, space, keys);
        row.getStyleClass().add("command-row");
    }

    @Override
    protected void updateItem(@Nullable Command command, boolean empty) {
        super.updateItem(command, empty);
        if (empty || command == null) {
            setGraphic(null);
            setAccessibleText(null);
            return;
        }
        group.setText(command.group().title());
        label.setText(command.label());
        keys.setText(command.keys());
        keys.setVisible(!command.keys().isEmpty());
        setGraphic(row);
        setAccessibleText(command.group().title() + ": " + command.label()
                + (command.keys().isEmpty() ? "" : ", " + command.keys()));
    }
}
