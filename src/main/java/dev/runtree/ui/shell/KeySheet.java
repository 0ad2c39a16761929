package dev.runtree.ui.shell;

import dev.runtree.ui.Messages;
import dev.runtree.ui.Shortcut;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** All keys on one sheet over the window; any key or click takes it away. */
final class KeySheet extends StackPane {
    private static final List<String> LIST = List.of("next", "ends", "several", "mark");
    private static final List<String> TREE = List.of("arrows", "depth", "digits", "errors", "kind", "fit", "copy");

    KeySheet() {
        getStyleClass().add("veil");
        var columns = new HBox(
                new VBox(
                        section("keys.section.window", windowKeys()), section("keys.section.list", keys("list", LIST))),
                section("keys.section.tree", keys("tree", TREE)));
        columns.getStyleClass().add("key-columns");
        columns.getChildren().getFirst().getStyleClass().add("key-column");
        var title = new Label(Messages.text("keys.title"));
        title.getStyleClass().add("page-title");
        var sheet = new VBox(title, columns);
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

    private static List<Key> windowKeys() {
        var keys = new java.util.ArrayList<Key>();
        for (Shortcut shortcut : Shortcut.values()) {
            keys.add(new Key(shortcut.keys(), shortcut.label()));
        }
        keys.add(new Key("?", Messages.text("keys.sheet")));
        return keys;
    }

    private static List<Key> keys(String section, List<String> names) {
        return names.stream()
                .map(name -> "keys." + section + "." + name)
                .map(key -> new Key(Messages.text(key + ".key"), Messages.text(key)))
                .toList();
    }

    private static VBox section(String titleKey, List<Key> keys) {
        var title = new Label(Messages.text(titleKey));
        title.getStyleClass().add("pane-title");
        var grid = new GridPane();
        grid.getStyleClass().add("key-grid");
        grid.getColumnConstraints().addAll(new ColumnConstraints(150), new ColumnConstraints());
        int row = 0;
        for (Key key : keys) {
            grid.add(keycaps(key.keys()), 0, row);
            grid.add(new Label(key.does()), 1, row++);
        }
        var section = new VBox(title, grid);
        section.getStyleClass().add("key-section");
        return section;
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
