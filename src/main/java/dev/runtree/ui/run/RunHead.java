package dev.runtree.ui.run;

import dev.runtree.model.Figures;
import dev.runtree.model.Run;
import dev.runtree.ui.Messages;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import org.kordamp.ikonli.javafx.FontIcon;

/** The header of a run: what it is, how it went, and its figures. */
record RunHead(FontIcon kind, Label name, Label status, FontIcon statusIcon, Label error, HBox totals) {

    void show(Run run, long now) {
        kind.setIconCode(Look.of(run.type().kind()).icon());
        kind.getStyleClass().setAll("kind-icon", "kind-" + run.type().kind().lowerCase());
        name.setText(run.name());
        name.setTooltip(new Tooltip(run.name() + "\n" + run.runId()));
        status.setText(Messages.text("run.status." + run.status().word()));
        status.getStyleClass().setAll("label", "pill", "status-" + run.status().word());
        statusIcon.setIconCode(RunHeader.icon(run.status()));
        error.setText(run.error() == null ? "" : run.error().lines().findFirst().orElse(""));
        error.setTooltip(run.error() == null ? null : new Tooltip(run.error()));
        totals.getChildren().setAll(RunHeader.totals(run, now));
    }

    /** A second has passed: a run that goes on has taken longer. */
    void tick(Run run, long now) {
        if (run.durationNanos() == null && totals.getChildren().getFirst() instanceof Label duration) {
            duration.setText(Figures.running(Math.max(0, now - run.startNanos())));
        }
    }
}
