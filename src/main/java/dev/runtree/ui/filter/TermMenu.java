package dev.runtree.ui.filter;

import dev.runtree.ui.Messages;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;

/**
 * Makes a value that is shown somewhere lead into the filter: a click or Enter adds it, with Alt it is excluded, its menu
 * has both.
 */
public final class TermMenu {
    private static final Object KEY = AddTerm.class;

    private TermMenu() {}

    /** Says where values go that are shown anywhere beneath a node. */
    public static void into(Node root, AddTerm filter) {
        root.getProperties().put(KEY, filter);
    }

    private static Optional<AddTerm> filter(Node shown) {
        for (Node at = shown; at != null; at = at.getParent()) {
            if (at.hasProperties() && at.getProperties().get(KEY) instanceof AddTerm filter) {
                return Optional.of(filter);
            }
        }
        return Optional.empty();
    }

    /** @param key of the grammar: {@code user}, {@code attr.http.method} */
    public static void install(Node shown, String key, String value) {
        shown.getStyleClass().add("term-link");
        shown.setFocusTraversable(true);
        shown.setAccessibleHelp(Messages.text("filter.value.help"));
        shown.addEventHandler(MouseEvent.MOUSE_CLICKED, event -> {
            if (event.getButton() == MouseButton.PRIMARY && event.isStillSincePress()) {
                choose(shown, key, value, event.isAltDown());
                event.consume();
            }
        });
        shown.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ENTER || event.getCode() == KeyCode.SPACE) {
                choose(shown, key, value, event.isAltDown());
                event.consume();
            }
        });
        shown.addEventHandler(ContextMenuEvent.CONTEXT_MENU_REQUESTED, event -> {
            show(shown, key, value, event);
            event.consume();
        });
    }

    private static void choose(Node shown, String key, String value, boolean without) {
        filter(shown).ifPresent(filter -> {
            if (without) {
                filter.exclude(key, value);
            } else {
                filter.add(key, value);
            }
        });
    }

    /** Offers both where a menu was asked for. */
    public static void show(Node shown, String key, String value, ContextMenuEvent asked) {
        filter(shown)
                .ifPresent(filter ->
                        new ContextMenu(items(key, value, filter)).show(shown, asked.getScreenX(), asked.getScreenY()));
    }

    private static MenuItem[] items(String key, String value, AddTerm filter) {
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
