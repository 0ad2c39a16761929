package dev.runtree.ui;

import java.io.Serial;
import java.util.function.Supplier;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.scene.Node;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/** A reader asks where a text comes from: fired by what shows the text, answered by the pane around it. */
public final class WhereFromAsked extends Event {
    public static final EventType<WhereFromAsked> ASKED = new EventType<>(Event.ANY, "WHERE_FROM");

    @Serial
    private static final long serialVersionUID = 1;

    private final String text;

    public WhereFromAsked(String text) {
        super(ASKED);
        this.text = text;
    }

    public String text() {
        return text;
    }

    /** An item of a context menu that asks where the selected text comes from; greyed while nothing is selected. */
    public static MenuItem item(Node node, Supplier<String> selected) {
        var item = new MenuItem(Messages.text("origin.ask"));
        item.setDisable(selected.get().isBlank());
        item.setOnAction(event -> ask(node, selected.get()));
        return item;
    }

    /** Lets the key {@code w} ask where the selected text comes from. */
    public static void listen(Node node, Supplier<String> selected) {
        node.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            var typing = event.getTarget() instanceof TextInputControl;
            if (event.getCode() == KeyCode.W && !typing && !event.isShortcutDown() && !event.isAltDown()) {
                var text = selected.get();
                if (!text.isBlank()) {
                    ask(node, text);
                    event.consume();
                }
            }
        });
    }

    /** Asks where a text comes from that a node shows. */
    public static void ask(Node node, String text) {
        node.fireEvent(new WhereFromAsked(text.strip()));
    }
}
