package dev.runtree.ui.replay;

import dev.runtree.ui.Icons;
import dev.runtree.ui.Messages;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** What is forked, and the buttons that begin and end it. */
final class ForkHead extends HBox {
    static final KeyCombination START = KeyCombination.valueOf("Shortcut+Enter");

    private final Label title = new Label();
    private final Label step = new Label();
    private final Button start = new Button(Messages.text("fork.start"));
    private final Button stop = new Button(Messages.text("fork.stop"));
    private final Button again = new Button(Messages.text("fork.again"));

    /** @param again takes all changes back */
    ForkHead(Runnable back, Runnable start, Runnable stop, Runnable again) {
        getStyleClass().addAll("pane-header", "fork-head");
        setAlignment(Pos.CENTER_LEFT);
        var away = new Button(Messages.text("keys.runs"), Icons.icon(BootstrapIcons.ARROW_LEFT));
        away.getStyleClass().add("small");
        away.setMinWidth(USE_PREF_SIZE);
        away.setOnAction(event -> back.run());
        title.getStyleClass().add("pane-title");
        title.setMinWidth(0);
        step.getStyleClass().add("fork-step");
        step.setMinWidth(0);
        var space = new Region();
        setHgrow(space, Priority.ALWAYS);
        this.again.getStyleClass().add("small");
        this.again.setOnAction(event -> again.run());
        this.start.setId("forkStart");
        this.start.getStyleClass().add("accent");
        this.start.setTooltip(new Tooltip(Messages.text("fork.start.tip") + "   " + START.getDisplayText()));
        this.start.setOnAction(event -> start.run());
        this.stop.setId("forkStop");
        this.stop.setTooltip(new Tooltip(Messages.text("fork.stop") + "   Esc"));
        this.stop.setOnAction(event -> stop.run());
        for (var button : new Button[] {this.again, this.start, this.stop}) {
            button.setMinWidth(USE_PREF_SIZE);
            button.managedProperty().bind(button.visibleProperty());
        }
        getChildren().addAll(away, title, step, space, this.again, this.stop, this.start);
    }

    /** @param isAlone whether a model call is tried by itself */
    void show(String run, String leaving, boolean isAlone) {
        title.setText(Messages.text(isAlone ? "fork.alone.title" : "fork.title", run));
        start.setText(Messages.text(isAlone ? "fork.alone.start" : "fork.start"));
        step.setText(leaving);
    }

    /**
     * @param isReady whether it can be begun
     * @param isRunning whether it goes on
     */
    void state(boolean isReady, boolean isRunning) {
        start.setDisable(!isReady || isRunning);
        stop.setVisible(isRunning);
        again.setDisable(isRunning);
    }
}
