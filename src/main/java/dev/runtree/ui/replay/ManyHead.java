package dev.runtree.ui.replay;

import dev.runtree.ui.Icons;
import dev.runtree.ui.Messages;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** Which runs are replayed, how far it has come, and the buttons that stop it or ask for more. */
final class ManyHead extends HBox {
    private final Label title = new Label();
    private final Label told = new Label();
    private final ProgressBar bar = new ProgressBar();
    private final Button stop = new Button(Messages.text("many.stop"));
    private final Button again = new Button(Messages.text("many.again"));

    /** @param backTo the text that says where back is */
    ManyHead(String backTo, Runnable back, Runnable stop, Runnable again) {
        getStyleClass().addAll("pane-header", "fork-head");
        setAlignment(Pos.CENTER_LEFT);
        var away = new Button(Messages.text(backTo), Icons.icon(BootstrapIcons.ARROW_LEFT));
        away.getStyleClass().add("small");
        away.setTooltip(new Tooltip(Messages.text("compare.back.tip") + "   Esc"));
        away.setOnAction(event -> back.run());
        title.getStyleClass().add("pane-title");
        told.getStyleClass().add("fork-step");
        told.setId("manyProgress");
        var space = new Region();
        setHgrow(space, Priority.ALWAYS);
        this.stop.setId("manyStop");
        this.stop.setOnAction(event -> stop.run());
        this.again.setOnAction(event -> again.run());
        for (var button : new Button[] {away, this.stop, this.again}) {
            button.getStyleClass().add("small");
            button.setMinWidth(USE_PREF_SIZE);
            button.managedProperty().bind(button.visibleProperty());
        }
        told.setMinWidth(USE_PREF_SIZE);
        bar.managedProperty().bind(bar.visibleProperty());
        bar.setVisible(false);
        this.stop.setVisible(false);
        getChildren().addAll(away, title, bar, told, space, this.stop, this.again);
    }

    void show(String heading) {
        title.setText(heading);
    }

    /** @param share of 1 that is done */
    void progress(String text, double share) {
        told.setText(text);
        bar.setProgress(share);
        bar.setAccessibleText(text);
        bar.setVisible(true);
        stop.setVisible(true);
        again.setVisible(false);
    }

    /** It is to stop, and does so soon. */
    void stopping() {
        stop.setDisable(true);
    }

    void ended(String text) {
        told.setText(text);
        bar.setVisible(false);
        stop.setVisible(false);
        stop.setDisable(false);
        again.setVisible(true);
    }
}
