package dev.runtree.ui.shell;

import dev.runtree.ui.Command;
import dev.runtree.ui.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** All keys on one sheet over the window; any key or click takes it away. */
final class KeySheet extends StackPane {
    private static final List<String> LIST = List.of("next", "ends", "several", "compare", "replay", "mark");
    private static final List<String> TREE = List.of("arrows", "digits");
    private static final List<String> STEP = List.of("from", "calls", "fold");
    private static final double KEYS = 56;

    /** @param commands all there are; those without a key are left out */
    KeySheet(List<Command> commands) {
        getStyleClass().add("veil");
        var window = keys(commands, command -> command.group() != Command.Group.STEP);
        var tree = new ArrayList<>(keys("tree", TREE));
        tree.addAll(keys(commands, command -> command.group() == Command.Group.STEP));
        int half = (window.size() + LIST.size()) / 2 + 1;
        var columns = new HBox(
                column(section("keys.section.window", window.subList(0, half))),
                column(grid(window.subList(half, window.size())), section("keys.section.list", keys("list", LIST))),
                column(section("keys.section.tree", tree.subList(0, (tree.size() + STEP.size()) / 2 + 1))),
                column(
                        grid(tree.subList((tree.size() + STEP.size()) / 2 + 1, tree.size())),
                        section("keys.section.step", keys("step", STEP))));
        columns.getStyleClass().add("key-columns");
        var title = new Label(Messages.text("keys.title"));
        title.getStyleClass().add("page-title");
        var all = new ScrollPane(columns);
        all.getStyleClass().add("key-scroll");
        all.setFocusTraversable(false);
        var sheet = new VBox(title, all);
        sheet.getStyleClass().add("key-sheet");
        sheet.setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        getChildren().add(sheet);
        setFocusTraversable(true);
    }

    /** Shows it over a pane, whose focus it gives back. */
    void showOver(StackPane pane) {
        var before = pane.getScene() == null ? null : pane.getScene().getFocusOwner();
        Runnable close = () -> {
            pane.getChildren().remove(this);
            if (before != null) {
                before.requestFocus();
            }
        };
        setOnMousePressed((MouseEvent event) -> close.run());
        setOnKeyPressed((KeyEvent event) -> {
            close.run();
            event.consume();
        });
        pane.getChildren().add(this);
        requestFocus();
    }

    private record Key(String keys, String does) {}

    private static List<Key> keys(List<Command> commands, Predicate<Command> wanted) {
        return commands.stream()
                .filter(wanted)
                .filter(command -> !command.keys().isEmpty())
                .map(command -> new Key(command.keys(), command.label()))
                .toList();
    }

    private static List<Key> keys(String section, List<String> names) {
        return names.stream()
                .map(name -> "keys." + section + "." + name)
                .map(key -> new Key(Messages.text(key + ".key"), Messages.text(key)))
                .toList();
    }

    private static VBox column(Node... parts) {
        var column = new VBox(parts);
        column.getStyleClass().add("key-column");
        return column;
    }

    private static VBox section(String titleKey, List<Key> keys) {
        var title = new Label(Messages.text(titleKey));
        title.getStyleClass().add("pane-title");
        var section = new VBox(title, table(keys));
        section.getStyleClass().add("key-section");
        return section;
    }

    /** A column that goes on beside the one with its title. */
    private static VBox grid(List<Key> keys) {
        var untitled = new Label("");
        untitled.getStyleClass().add("pane-title");
        var section = new VBox(untitled, table(keys));
        section.getStyleClass().add("key-section");
        return section;
    }

    private static GridPane table(List<Key> keys) {
        var grid = new GridPane();
        grid.getStyleClass().add("key-grid");
        grid.getColumnConstraints()
                .addAll(new ColumnConstraints(KEYS, USE_COMPUTED_SIZE, USE_COMPUTED_SIZE), new ColumnConstraints());
        int row = 0;
        for (Key key : keys) {
            grid.add(keycaps(key.keys()), 0, row);
            grid.add(new Label(key.does()), 1, row++);
        }
        return grid;
    }

    private static HBox keycaps(String keys) {
        var caps = new HBox();
        caps.getStyleClass().add("keycaps");
        for (String key : keys.split(" ", -1)) {
            var cap = new Label(key);
            cap.getStyleClass().add("key");
            caps.getChildren().add(cap);
        }
        return caps;
    }
}
