package dev.runtree.ui.shell;

import dev.runtree.ui.Icons;
import dev.runtree.ui.Messages;
import dev.runtree.ui.Shortcut;
import javafx.animation.PauseTransition;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.util.Duration;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** A line at the bottom that says what was done, and for some seconds offers to take it back. */
final class UndoLine extends HBox {
    private final Label text = new Label();
    private final Button undo = new Button(Messages.text("undo"));
    private final PauseTransition time = new PauseTransition();

    UndoLine() {
        getStyleClass().add("undo-line");
        setAlignment(Pos.CENTER_LEFT);
        setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        StackPane.setAlignment(this, Pos.BOTTOM_CENTER);
        setAccessibleRole(AccessibleRole.TEXT);
        undo.getStyleClass().addAll("small", "accent");
        undo.setMinWidth(USE_PREF_SIZE);
        undo.setTooltip(new Tooltip(Shortcut.UNDO.label() + "   " + Shortcut.UNDO.keys()));
        undo.setFocusTraversable(true);
        getChildren().addAll(Icons.icon(BootstrapIcons.TRASH), text, undo);
        setVisible(false);
    }

    /**
     * @param back takes it back
     * @param over called when the time for that has passed
     */
    void show(String what, Duration within, Runnable back, Runnable over) {
        text.setText(what);
        setAccessibleText(what);
        undo.setOnAction(event -> back.run());
        time.setDuration(within);
        time.setOnFinished(event -> over.run());
        time.playFromStart();
        setVisible(true);
        toFront();
    }

    void hide() {
        time.stop();
        setVisible(false);
    }
}
