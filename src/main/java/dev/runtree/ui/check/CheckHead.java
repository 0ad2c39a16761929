package dev.runtree.ui.check;

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
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** How far checking has come, and the buttons that begin and stop it. */
final class CheckHead extends HBox {
    private final Label told = new Label();
    private final ProgressBar bar = new ProgressBar();
    private final Button stop;
    private final Button all;
    private final Button selected;
    private final Button failed;
    private final Button how;
    private final Button report;

    /** What the buttons do. */
    record Does(Runnable all, Runnable selected, Runnable failed, Runnable how, Runnable stop, Runnable report) {}

    CheckHead(Does does) {
        getStyleClass().addAll("pane-header", "fork-head");
        setAlignment(Pos.CENTER_LEFT);
        var title = new Label(Messages.text("rail.checks"));
        title.getStyleClass().add("pane-title");
        title.setMinWidth(USE_PREF_SIZE);
        told.getStyleClass().add("fork-step");
        told.setId("checksProgress");
        told.setMinWidth(0);
        bar.managedProperty().bind(bar.visibleProperty());
        bar.setVisible(false);
        var space = new Region();
        setHgrow(space, Priority.ALWAYS);
        all = button("checks.all", keyTip("checks.all", "Shift+R"), BootstrapIcons.PLAY_FILL, does.all());
        all.setId("checksAll");
        all.getStyleClass().add("accent");
        selected = button("checks.some", keyTip("checks.some", "r"), null, does.selected());
        failed = button("checks.again", keyTip("checks.again", "f"), null, does.failed());
        how = button("checks.how", Messages.text("checks.how.tip"), null, does.how());
        stop = button("many.stop", keyTip("many.stop", "Esc"), null, does.stop());
        stop.setId("checksStop");
        report = button("checks.junit", Messages.text("checks.junit.tip"), null, does.report());
        getChildren().addAll(title, bar, told, space, report, how, failed, selected, stop, all);
        ended("", false);
    }

    private static String keyTip(String key, String keys) {
        return Messages.text(key) + "   " + keys;
    }

    private static Button button(String key, String tip, @Nullable Ikon icon, Runnable does) {
        var button = new Button(Messages.text(key));
        if (icon != null) {
            button.setGraphic(Icons.icon(icon));
        }
        button.getStyleClass().add("small");
        button.setMinWidth(USE_PREF_SIZE);
        button.managedProperty().bind(button.visibleProperty());
        button.setTooltip(new Tooltip(tip));
        button.setOnAction(event -> does.run());
        return button;
    }

    /** @param share of 1 that is done */
    void progress(String text, double share) {
        told.setText(text);
        bar.setProgress(share);
        bar.setAccessibleText(text);
        running(true);
    }

    /** It is to stop, and does so soon. */
    void stopping() {
        stop.setDisable(true);
    }

    /** @param hasResults whether there is something to be reported */
    void ended(String text, boolean hasResults) {
        told.setText(text);
        stop.setDisable(false);
        running(false);
        report.setDisable(!hasResults);
    }

    private void running(boolean now) {
        bar.setVisible(now);
        stop.setVisible(now);
        for (var button : new Button[] {all, selected, failed, how, report}) {
            button.setVisible(!now);
        }
    }

    /** Whether there are cases, and such as have not passed. */
    void offer(boolean hasCases, boolean hasFailed) {
        all.setDisable(!hasCases);
        selected.setDisable(!hasCases);
        how.setDisable(!hasCases);
        failed.setDisable(!hasFailed);
    }
}
