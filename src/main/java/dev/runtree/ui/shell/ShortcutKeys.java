package dev.runtree.ui.shell;

import dev.runtree.ui.Shortcut;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyEvent;

/**
 * The keys of the window as a whole.
 *
 * @param pressed told which of them was pressed
 * @param help shows them all
 */
record ShortcutKeys(Consumer<Shortcut> pressed, Runnable help) {

    void listen(Node window) {
        window.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        window.addEventHandler(KeyEvent.KEY_TYPED, this::typed);
    }

    private void pressed(KeyEvent event) {
        for (Shortcut shortcut : Shortcut.values()) {
            if (shortcut == Shortcut.UNDO && event.getTarget() instanceof TextInputControl) {
                continue; // it takes back what was typed there
            }
            if (shortcut.matches(event)) {
                pressed.accept(shortcut);
                event.consume();
            }
        }
    }

    private void typed(KeyEvent event) {
        if (event.getCharacter().equals("?") && !(event.getTarget() instanceof TextInputControl)) {
            help.run();
            event.consume();
        }
    }
}
