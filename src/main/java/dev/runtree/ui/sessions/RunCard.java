package dev.runtree.ui.sessions;

import dev.runtree.model.Figures;
import dev.runtree.model.Run;
import dev.runtree.model.RunStatus;
import dev.runtree.ui.Icons;
import dev.runtree.ui.Messages;
import java.time.Instant;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** The run that made an answer: its status, what it took, and the way to it. */
final class RunCard extends HBox {

    /** What a card needs beside its figures, and for each of them but the first; in a narrower one the last are left out. */
    private static final double ROOM = 250;

    private static final double FIGURE = 72;

    /** What it says needs as well. */
    private static final double SAYING = 200;

    private int figures;
    private final double room;

    /** @param waitsFor the tool whose call waits for an approval */
    RunCard(Run run, @Nullable String waitsFor, Runnable open) {
        getStyleClass().addAll("turn-card", Icons.statusClass(run.status()));
        var status = Icons.icon(Icons.of(run.status()), "run-status", Icons.statusClass(run.status()));
        var kind = Icons.icon(Icons.of(run.type()), "run-kind", Icons.kindClass(run.type()));
        var name = new Label(run.name());
        name.getStyleClass().add("turn-card-name");
        name.setMinWidth(40);
        var says = new Label(says(run, waitsFor));
        says.getStyleClass().add("turn-card-says");
        says.setMinWidth(0);
        if (!says.getText().isEmpty()) {
            says.setTooltip(new Tooltip(says.getText()));
        }
        room = says.getText().isEmpty() ? ROOM : ROOM + SAYING;
        var space = new Region();
        setHgrow(space, Priority.ALWAYS);
        getChildren().addAll(status, kind, name, says, space);
        figure(duration(run));
        figure(
                run.spanCount() == 1
                        ? Messages.text("run.span")
                        : Messages.text("run.spans", Figures.count(run.spanCount())));
        figure(Figures.tokenTotal(run.tree().total()));
        figure(Figures.costOf(run.tree()));
        var button = new Button(Messages.text("sessions.open"));
        button.getStyleClass().add("link-button");
        button.setMinWidth(USE_PREF_SIZE);
        button.setFocusTraversable(false);
        button.setOnAction(event -> open.run());
        button.setAccessibleText(Messages.text("sessions.open.spoken", run.name()));
        getChildren().add(button);
    }

    private static String says(Run run, @Nullable String waitsFor) {
        return switch (run.status()) {
            case ERROR -> run.error() == null ? Messages.text("run.status.error") : oneLine(run.error());
            case PAUSED ->
                waitsFor == null ? Messages.text("sessions.paused") : Messages.text("sessions.paused.for", waitsFor);
            case RUNNING -> Messages.text("run.status.running");
            case CANCELLED -> Messages.text("run.status.cancelled");
            case OK -> "";
        };
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }

    private static String duration(Run run) {
        var ended = run.durationNanos();
        if (ended != null) {
            return Figures.duration(ended);
        }
        var now = Instant.now();
        long nanos = Math.max(0, now.getEpochSecond() * 1_000_000_000 + now.getNano() - run.startNanos());
        return run.status() == RunStatus.PAUSED ? Figures.waiting(nanos) : Figures.running(nanos);
    }

    private void figure(String text) {
        if (!text.isEmpty()) {
            var label = new Label(text);
            label.getStyleClass().add("figure");
            label.setMinWidth(USE_PREF_SIZE);
            label.managedProperty().bind(label.visibleProperty());
            getChildren().add(label);
            double needed = room + figures++ * FIGURE;
            widthProperty().subscribe(width -> label.setVisible(width.doubleValue() >= needed));
        }
    }
}
