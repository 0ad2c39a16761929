package dev.runtree.ui.filter;

import dev.runtree.ui.Messages;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;

/** Makes a value that is shown somewhere lead into the filter: a click adds it, Alt and a click excludes it, its menu has both. */
public final class TermMenu {
    private TermMenu() {}

    /** @param key of the grammar: {@code user}, {@code attr.http.method} */
    public static void install(Node shown, String key, String value, AddTerm filter) {
        shown.getStyleClass().add("term-link");
        shown.addEventHandler(MouseEvent.MOUSE_CLICKED, event -> {
            if (event.getButton() == MouseButton.PRIMARY && event.isStillSincePress()) {
                if (event.isAltDown()) {
                    filter.exclude(key, value);
                } else {
                    filter.add(key, value);
                }
                event.consume();
            }
        });
        shown.addEventHandler(ContextMenuEvent.CONTEXT_MENU_REQUESTED, event -> {
            new ContextMenu(items(key, value, filter)).show(shown, event.getScreenX(), event.getScreenY());
            event.consume();
        });
    }

    /** The two for a menu that has others too. */
    public static MenuItem[] items(String key, String value, AddTerm filter) {
        String term =
                key + ":" + (value.length() > 40 ? value.substring(0, value.offsetByCodePoints(0, 20)) + "…" : value);
        var add = new MenuItem(Messages.text("filter.add", term));
        add.setMnemonicParsing(false);
        add.setOnAction(event -> filter.add(key, value));
        var exclude = new MenuItem(Messages.text("filter.exclude", term));
        exclude.setMnemonicParsing(false);
        exclude.setOnAction(event -> filter.exclude(key, value));
        return new MenuItem[] {add, exclude};
    }
}
