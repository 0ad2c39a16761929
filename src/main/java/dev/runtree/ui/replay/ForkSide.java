package dev.runtree.ui.replay;

import dev.runtree.model.Figures;
import dev.runtree.model.RunStatus;
import dev.runtree.replay.Lacks;
import dev.runtree.replay.live.Outcome;
import dev.runtree.ui.Messages;
import dev.runtree.ui.WrappedLabel;
import dev.runtree.ui.replay.Forkable.RecordedAnswer;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** How a fork goes on, and what comes of it. */
final class ForkSide extends VBox {
    private final ToggleButton settingsButton = new ToggleButton(Messages.text("fork.tab.settings"));
    private final ToggleButton resultButton = new ToggleButton(Messages.text("fork.tab.result"));
    private final VBox lines = new VBox();
    private final Label problem = new WrappedLabel();
    private final Button instead = new Button();
    private final LackLines lacks = new LackLines();
    private final LackLines notes = new LackLines();
    private final ForkChoicesPane choices;
    private final VBox all;
    private final ScrollPane settings;
    private final ForkStream stream = new ForkStream();
    private final FlowPane ending = new FlowPane();
    private final VBox result = new VBox(stream, ending);
    private final HBox head = new HBox();
    private boolean isAlone;
    private int sent;

    /** @param changed called when something is chosen */
    ForkSide(Runnable changed) {
        choices = new ForkChoicesPane(changed);
        getStyleClass().add("fork-side");
        var group = new ToggleGroup();
        var tabs = new HBox();
        tabs.getStyleClass().add("segments");
        for (var button : new ToggleButton[] {settingsButton, resultButton}) {
            button.getStyleClass().add("segment");
            button.setToggleGroup(group);
            button.setOnAction(event -> showResult(button.equals(resultButton)));
            tabs.getChildren().add(button);
        }
        problem.getStyleClass().add("fork-problem");
        problem.setId("forkProblem");
        problem.setMinHeight(USE_PREF_SIZE);
        problem.setMaxWidth(Double.MAX_VALUE);
        problem.managedProperty().bind(problem.visibleProperty());
        instead.setId("forkInstead");
        instead.getStyleClass().add("small");
        instead.managedProperty().bind(instead.visibleProperty());
        lines.getStyleClass().add("fork-outlook");
        all = new VBox(lines, notes, lacks, choices);
        all.getStyleClass().add("fork-settings");
        settings = new ScrollPane(all);
        settings.getStyleClass().add("fork-scroll");
        settings.setFitToWidth(true);
        ending.getStyleClass().addAll("fork-buttons", "fork-ending");
        ending.managedProperty().bind(ending.visibleProperty());
        VBox.setVgrow(stream, Priority.ALWAYS);
        settings.managedProperty().bind(settings.visibleProperty());
        result.managedProperty().bind(result.visibleProperty());
        VBox.setVgrow(settings, Priority.ALWAYS);
        VBox.setVgrow(result, Priority.ALWAYS);
        head.getChildren().add(tabs);
        head.getStyleClass().add("fork-tabs");
        head.managedProperty().bind(head.visibleProperty());
        // It keeps a fork from starting whatever is looked at.
        var hindering = new VBox(problem, instead);
        hindering.getStyleClass().add("fork-hindering");
        getChildren().addAll(head, hindering, settings, result);
        problem(null);
        instead(null);
        showResult(false);
        forget();
    }

    ForkChoicesPane choices() {
        return choices;
    }

    ForkStream stream() {
        return stream;
    }

    void lacks(Lacks record) {
        lacks.show(record, false);
    }

    /** Shows what is to be known before it begins. */
    void outlook(ForkOutlook outlook) {
        problem(null);
        instead(null);
        lines.getChildren().clear();
        for (var line : outlook.lines()) {
            var label = new WrappedLabel(line);
            label.setMinHeight(USE_PREF_SIZE);
            lines.getChildren().add(label);
        }
        notes.show(Messages.text("fork.notes"), outlook.notes(), false);
    }

    /** Says why it cannot begin; {@code null} when it can. */
    void problem(@Nullable String line) {
        problem.setVisible(line != null);
        problem.setText(line == null ? "" : line);
        if (line != null) {
            lines.getChildren().clear();
            notes.setVisible(false);
        }
    }

    /** Offers the run that can be forked in place of this one; {@code null} for none. */
    void instead(@Nullable Runnable fork) {
        instead.setVisible(fork != null);
        instead.setText(Messages.text("fork.instead"));
        instead.setOnAction(event -> {
            if (fork != null) {
                fork.run();
            }
        });
    }

    /**
     * A model call is tried by itself, or the run is forked there.
     *
     * @param answer what was answered then; {@code null} for a fork
     */
    void alone(@Nullable RecordedAnswer answer) {
        isAlone = answer != null;
        sent = 0;
        choices.alone(isAlone);
        head.setVisible(!isAlone);
        // Of a call that is tried alone, what can be chosen stands above its answers.
        getChildren().remove(all);
        settings.setContent(isAlone ? null : all);
        if (isAlone) {
            getChildren().add(getChildren().indexOf(result), all);
        }
        showResult(false);
        if (answer != null) {
            stream.recorded(answer);
        }
    }

    /** Nothing has come of it yet. */
    void forget() {
        stream.clear();
        ending.getChildren().clear();
        ending.setVisible(false);
        resultButton.setDisable(true);
    }

    /** It begins. */
    void begin() {
        if (isAlone) {
            stream.sent(++sent);
            ending.setVisible(false);
        } else {
            forget();
        }
        resultButton.setDisable(false);
        choices.setDisable(true);
        showResult(true);
    }

    /**
     * It has ended, and is stored.
     *
     * @param open shows its run
     * @param compare shows it beside its original
     * @param keep makes a case of it
     */
    void end(Outcome outcome, Runnable open, Runnable compare, Runnable keep) {
        stream.end(told(outcome), outcome.status() == RunStatus.OK);
        var show = button("fork.open", open);
        show.setId("forkOpen");
        var beside = button("replay.note.compare", compare);
        beside.setId("forkCompare");
        beside.getStyleClass().add("accent");
        var kept = button("keys.save.case", keep);
        kept.setId("forkKeep");
        ending.getChildren().setAll(beside, show);
        if (outcome.status() == RunStatus.OK && !isAlone) {
            ending.getChildren().add(kept);
        }
        ending.setVisible(true);
        beside.requestFocus();
    }

    private static String told(Outcome outcome) {
        var calls = Figures.counted(outcome.modelCalls(), "model call");
        var problem = String.valueOf(outcome.problem());
        return switch (outcome.status()) {
            case OK ->
                Messages.text(
                        "fork.done",
                        outcome.cost().signum() == 0 ? calls : calls + ", " + Figures.cost(outcome.cost()));
            case CANCELLED -> Messages.text("fork.cancelled", problem, calls);
            case ERROR, RUNNING, PAUSED -> Messages.text("fork.broken", problem, calls);
        };
    }

    /** It goes on no more. */
    void over() {
        choices.setDisable(false);
        stream.endQuestions();
    }

    private static Button button(String key, Runnable does) {
        var button = new Button(Messages.text(key));
        button.setMinWidth(USE_PREF_SIZE);
        button.setOnAction(event -> does.run());
        return button;
    }

    private void showResult(boolean now) {
        settings.setVisible(!isAlone && !now);
        result.setVisible(isAlone || now);
        settingsButton.setSelected(!now);
        resultButton.setSelected(now);
    }
}
