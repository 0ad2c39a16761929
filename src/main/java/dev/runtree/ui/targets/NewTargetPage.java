package dev.runtree.ui.targets;

import dev.runtree.export.target.BadTarget;
import dev.runtree.ui.Messages;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Job;
import dev.runtree.ui.background.Work;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** A target that is not there yet: filled in, tried, kept. */
final class NewTargetPage extends VBox {
    private final Background background;
    private final KnownTargets known;
    private final Consumer<String> saved;
    private final TargetForm form;
    private final ProgressBar progress = new ProgressBar(-1);
    private final Outcome outcome = new Outcome();
    private final Button test = new Button(Messages.text("targets.test"));
    private final Button save = new Button(Messages.text("targets.add"));
    private @Nullable Job job;

    /**
     * @param saved told the name of the target that was added
     * @param back when there shall be none
     */
    NewTargetPage(Background background, KnownTargets known, Consumer<String> saved, Runnable back) {
        this.background = background;
        this.known = known;
        this.saved = saved;
        form = new TargetForm(known.secretsPlace());
        getStyleClass().add("target-page");
        var heading = new Label(Messages.text("targets.new"));
        heading.getStyleClass().add("pane-title");
        var lead = new Label(Messages.text("targets.lead"));
        lead.getStyleClass().add("page-text");
        lead.setWrapText(true);
        lead.setMinHeight(USE_PREF_SIZE);
        setVgrow(form, Priority.ALWAYS);
        progress.getStyleClass().add("thin");
        progress.setMaxWidth(Double.MAX_VALUE);
        progress.setVisible(false);
        test.setOnAction(event -> test());
        save.getStyleClass().add("accent");
        save.setDefaultButton(true);
        save.setOnAction(event -> save());
        var no = new Button(Messages.text("cancel"));
        no.setOnAction(event -> {
            if (job != null) {
                job.cancel();
            }
            back.run();
        });
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        var buttons = new HBox(test, space, no, save);
        buttons.getStyleClass().add("card-actions");
        getChildren().addAll(heading, lead, form, progress, outcome, buttons);
    }

    void focus() {
        form.focus();
    }

    private void test() {
        try {
            var target = form.target();
            var secrets = form.secrets();
            work(() -> known.test(target, secrets), outcome::tell);
        } catch (BadTarget e) {
            outcome.bad(String.valueOf(e.getMessage()));
        }
    }

    private void save() {
        try {
            var target = form.target();
            var secrets = form.secrets();
            work(
                    () -> {
                        known.add(target, secrets);
                        return target.name();
                    },
                    saved);
        } catch (BadTarget e) {
            outcome.bad(String.valueOf(e.getMessage()));
        }
    }

    private <T> void work(Work<T> work, Consumer<T> then) {
        outcome.clear();
        busy(true);
        job = background.call(
                work,
                value -> {
                    busy(false);
                    then.accept(value);
                },
                why -> {
                    busy(false);
                    outcome.bad(String.valueOf(why.getMessage()));
                });
    }

    private void busy(boolean now) {
        progress.setVisible(now);
        for (var button : List.of(test, save)) {
            button.setDisable(now);
        }
    }
}
