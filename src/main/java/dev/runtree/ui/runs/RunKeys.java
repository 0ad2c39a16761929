package dev.runtree.ui.runs;

import java.util.function.IntConsumer;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;

/** The keys of the list, beside those that every list has. */
final class RunKeys {
    private static final KeyCombination ALL = KeyCombination.valueOf("Shortcut+A");

    private final RunMenu.Does does;
    private final IntConsumer step;
    private final Runnable more;
    private final Runnable touched;

    /**
     * @param more reads on, for who wants to go to the end
     * @param touched told that somebody reads the list
     */
    RunKeys(RunMenu.Does does, IntConsumer step, Runnable more, Runnable touched) {
        this.does = does;
        this.step = step;
        this.more = more;
        this.touched = touched;
    }

    void listen(ListView<?> list) {
        list.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
    }

    private void pressed(KeyEvent event) {
        touched.run();
        if (ALL.match(event)) {
            does.all().run();
            event.consume();
        } else if (!event.isShortcutDown() && !event.isAltDown() && !event.isShiftDown() && plain(event.getCode())) {
            event.consume();
        }
    }

    private boolean plain(KeyCode code) {
        switch (code) {
            case DELETE -> does.delete().run();
            case J -> step.accept(1);
            case K -> step.accept(-1);
            case C -> does.compare().run();
            case R -> does.again().accept(RunAgain.FROM_RECORD);
            case S -> does.star().run();
            case T -> does.tag().run();
            case END -> {
                // The list itself goes to the end of what is there.
                more.run();
                return false;
            }
            default -> {
                return false;
            }
        }
        return true;
    }
}
