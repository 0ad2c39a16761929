package dev.runtree.ui;

import javafx.event.EventHandler;
import javafx.scene.Node;
import javafx.scene.input.KeyEvent;

/**
 * Puts the focus into a field by a key that is a letter. The system tells of that letter once more, as typed, and to the
 * one that has the focus by then: without this it would stand in the field.
 */
public final class KeyFocus {
    private KeyFocus() {}

    public static void into(Node field) {
        field.requestFocus();
        field.addEventFilter(KeyEvent.ANY, new EventHandler<>() {
            @Override
            public void handle(KeyEvent event) {
                field.removeEventFilter(KeyEvent.ANY, this);
                if (event.getEventType() == KeyEvent.KEY_TYPED) {
                    event.consume();
                }
            }
        });
    }
}
