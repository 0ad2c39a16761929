package dev.runtree.ui;

import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;

/** How the reader puts away what lies over the window. */
public final class Veil {
    private Veil() {}

    /** By Escape, whatever has the focus within. */
    public static void closeByEscape(Node veil, Runnable close) {
        veil.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                close.run();
                event.consume();
            }
        });
    }

    /** By Escape, and by a press beside what lies on it. */
    public static void closeByEscapeOrBeside(Node veil, Runnable close) {
        closeByEscape(veil, close);
        veil.setOnMousePressed((MouseEvent event) -> {
            if (veil.equals(event.getTarget())) {
                close.run();
            }
        });
    }
}
