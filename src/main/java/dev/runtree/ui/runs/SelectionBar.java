package dev.runtree.ui.runs;

import dev.runtree.ui.Icons;
import dev.runtree.ui.Messages;
import dev.runtree.ui.Shortcut;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** What can be done with several runs at once, while several are selected. */
final class SelectionBar extends HBox {

    SelectionBar(RunMenu.Does does) {
        getStyleClass().add("selection-bar");
        setAlignment(Pos.CENTER_LEFT);
        getChildren()
                .addAll(
                        button(BootstrapIcons.LAYOUT_SPLIT, "runs.selection.compare", "C", does.compare()),
                        button(
                                BootstrapIcons.ARROW_REPEAT,
                                "runs.selection.replay",
                                "R",
                                () -> does.again().accept(RunAgain.FROM_RECORD)),
                        button(BootstrapIcons.STAR, "runs.selection.star", "S", does.star()),
                        button(BootstrapIcons.TAG, "runs.selection.tag", "T", does.tag()),
                        button(
                                BootstrapIcons.FILE_EARMARK_ARROW_DOWN,
                                "runs.selection.export",
                                Shortcut.EXPORT.keys(),
                                does.export()),
                        button(BootstrapIcons.TRASH, "runs.selection.delete", KeyCode.DELETE.getName(), does.delete()));
        managedProperty().bind(visibleProperty());
        setVisible(false);
    }

    private static Button button(BootstrapIcons icon, String key, String keys, Runnable does) {
        var button = new Button();
        button.setGraphic(Icons.icon(icon));
        button.getStyleClass().addAll("small", "flat");
        button.setAccessibleText(Messages.text(key));
        button.setTooltip(new Tooltip(Messages.text(key) + "   " + keys));
        button.setOnAction(event -> does.run());
        return button;
    }
}
