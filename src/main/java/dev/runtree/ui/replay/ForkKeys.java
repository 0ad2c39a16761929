package dev.runtree.ui.replay;

import java.util.function.BooleanSupplier;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/**
 * The keys of a fork, wherever the focus is in it.
 *
 * @param running whether it goes on
 * @param back goes back to the runs
 */
record ForkKeys(BooleanSupplier running, Runnable start, Runnable stop, Runnable back) {

    void pressed(KeyEvent event) {
        if (ForkHead.START.match(event) && !isInQuestion(event.getTarget())) {
            start.run();
            event.consume();
        } else if (event.getCode() == KeyCode.ESCAPE) {
            (running.getAsBoolean() ? stop : back).run();
            event.consume();
        }
    }

    /** There, the same key gives the result that was typed. */
    private static boolean isInQuestion(Object target) {
        for (var at = target instanceof Node node ? node : null; at != null; at = at.getParent()) {
            if (at instanceof MissingCard) {
                return true;
            }
        }
        return false;
    }
}
