package dev.runtree.ui.aligned;

import dev.runtree.model.Figures;
import dev.runtree.model.Run;
import dev.runtree.ui.Icons;
import dev.runtree.ui.Messages;
import dev.runtree.ui.OneLine;
import java.time.Instant;
import java.time.ZoneId;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/** Which run stands on a side; pressed, it opens the run. */
final class PairHead extends Button {
    private static final int SHORT_ID = 8;

    PairHead(Side side, Run run, Runnable open) {
        getStyleClass().add("aligned-head");
        var letter = new Label(side.letter());
        letter.getStyleClass().addAll("compare-letter", side == Side.LEFT ? "first" : "other");
        letter.setMinWidth(USE_PREF_SIZE);
        var named = OneLine.of(run.name());
        var name = new Label(named);
        name.getStyleClass().add("compare-name");
        name.setMinWidth(40);
        var status = new Label(run.status().word());
        status.getStyleClass().add("compare-about");
        status.setMinWidth(USE_PREF_SIZE);
        var id = run.runId();
        var started = Figures.time(Figures.instant(run.startNanos()), Instant.now(), ZoneId.systemDefault());
        var about = new Label(started + "  " + id.substring(0, Math.min(SHORT_ID, id.length()))
                + (run.model() == null ? "" : "  " + OneLine.of(run.model())));
        about.getStyleClass().add("compare-about");
        about.setMinWidth(0);
        var line = new HBox(
                letter,
                Icons.icon(Icons.of(run.type()), "run-kind", Icons.kindClass(run.type())),
                name,
                Icons.icon(Icons.of(run.status()), "run-status", Icons.statusClass(run.status())),
                status,
                about);
        line.getStyleClass().add("compare-head-line");
        setGraphic(line);
        setMaxWidth(Double.MAX_VALUE);
        setMinWidth(0);
        setPrefWidth(200);
        HBox.setHgrow(this, Priority.ALWAYS);
        setTooltip(new Tooltip(named + "\n" + Figures.exactTime(run.startNanos()) + "\n" + id + "\n"
                + Messages.text("aligned.head.tip")));
        setAccessibleText(
                Messages.text("aligned.head", side.letter(), named, run.status().word(), started));
        setOnAction(event -> open.run());
    }
}
