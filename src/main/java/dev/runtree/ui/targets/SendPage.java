package dev.runtree.ui.targets;

import dev.runtree.export.target.Target;
import dev.runtree.ui.Messages;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Latest;
import dev.runtree.ui.background.Work;
import dev.runtree.ui.export.WhichRuns;
import java.util.function.BiConsumer;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Duration;

/** Runs that are there already, for a target: which they are, and to the letter what would leave, before anything does. */
final class SendPage extends VBox {
    private final KnownTargets known;
    private final Target target;
    private final ChosenRuns runs;
    private final WhichRuns which;
    private final Label told = new Label();
    private final TextArea requests = new TextArea();
    private final Outcome outcome = new Outcome();
    private final Button send = new Button(Messages.text("targets.send.go"));
    private final Latest latest;

    /**
     * @param runs those of the list
     * @param sent told what is to go
     * @param back when nothing shall
     */
    SendPage(
            Background background,
            KnownTargets known,
            Target target,
            ChosenRuns runs,
            BiConsumer<Target, ChosenRuns> sent,
            Runnable back) {
        this.known = known;
        this.target = target;
        this.runs = runs;
        latest = new Latest(background, Duration.ZERO);
        which = new WhichRuns(runs.traces().size(), runs.filter());
        which.setId("target-runs");
        getStyleClass().add("target-page");
        var heading = new Label(Messages.text("targets.send.title", target.name()));
        heading.getStyleClass().add("pane-title");
        var lead = new Label(Messages.text("targets.send.lead"));
        lead.getStyleClass().add("page-text");
        lead.setWrapText(true);
        lead.setMinHeight(USE_PREF_SIZE);
        told.getStyleClass().add("receive-note");
        requests.setId("target-requests");
        requests.setEditable(false);
        requests.setAccessibleText(Messages.text("targets.send.requests"));
        requests.getStyleClass().add("training-report");
        setVgrow(requests, Priority.ALWAYS);
        send.getStyleClass().add("accent");
        send.setDefaultButton(true);
        send.setOnAction(event -> {
            leave();
            sent.accept(target, chosen());
        });
        var no = new Button(Messages.text("cancel"));
        no.setOnAction(event -> {
            leave();
            back.run();
        });
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        var buttons = new HBox(space, no, send);
        buttons.getStyleClass().add("card-actions");
        getChildren().addAll(heading, lead, line(), told, requests, outcome, buttons);
        which.valueProperty().subscribe(all -> look());
    }

    private HBox line() {
        var label = new Label(Messages.text("targets.send.runs"));
        label.setLabelFor(which);
        label.setMinWidth(USE_PREF_SIZE);
        which.setAccessibleText(label.getText());
        HBox.setHgrow(which, Priority.ALWAYS);
        var line = new HBox(label, which);
        line.getStyleClass().add("copy-line");
        return line;
    }

    private ChosenRuns chosen() {
        return which.ofFilter() ? runs.ofFilter() : runs;
    }

    private void look() {
        var chosen = chosen();
        send.setDisable(true);
        requests.clear();
        outcome.clear();
        told.setText(Messages.text("targets.send.looking"));
        latest.askNow((Work<KnownTargets.Requests>) () -> known.requests(target, chosen), this::show, this::fail);
    }

    private void show(KnownTargets.Requests found) {
        send.setDisable(found.traces() == 0);
        requests.setText(found.text());
        requests.setScrollTop(0);
        if (found.traces() == 0) {
            told.setText(Messages.text("targets.send.none"));
        } else if (found.text().isEmpty()) {
            told.setText(Messages.text("targets.send.nothing"));
        } else if (found.isAll()) {
            told.setText(Messages.text("targets.send.all"));
        } else {
            told.setText(Messages.counted(found.traces(), "targets.send.first.one", "targets.send.first.many"));
        }
    }

    private void fail(RuntimeException why) {
        told.setText("");
        outcome.bad(String.valueOf(why.getMessage()));
    }

    void focus() {
        which.requestFocus();
    }

    /** Looks no further. */
    void leave() {
        latest.cancel();
    }
}
