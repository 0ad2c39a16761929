package dev.runtree.ui.targets;

import dev.runtree.export.target.BadTarget;
import dev.runtree.export.target.Target;
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

/** A target that is not there yet, or one that is changed: filled in, tried, kept. */
final class TargetFormPage extends VBox {
    private final Background background;
    private final KnownTargets known;
    private final Consumer<String> saved;
    private final TargetForm form;
    private final ProgressBar progress = new ProgressBar(-1);
    private final Outcome outcome = new Outcome();
    private final Button test = new Button(Messages.text("targets.test"));
    private final Button save = new Button();
    private final @Nullable Target before;
    private @Nullable Job job;

    /**
     * @param before the target that is changed; {@code null} for a new one
     * @param saved told the name of the target that was added or changed
     * @param back when there shall be none, or no change
     */
    TargetFormPage(
            Background background, KnownTargets known, @Nullable Target before, Consumer<String> saved, Runnable back) {
        this.before = before;
        this.background = background;
        this.known = known;
        this.saved = saved;
        form = new TargetForm(known.secretsPlace(), before);
        getStyleClass().add("target-page");
        var heading = new Label(
                before == null ? Messages.text("targets.new") : Messages.text("targets.edit.title", before.name()));
        heading.getStyleClass().add("pane-title");
        var lead = new Label(Messages.text(before == null ? "targets.lead" : "targets.edit.lead"));
        lead.getStyleClass().add("page-text");
        lead.setWrapText(true);
        lead.setMinHeight(USE_PREF_SIZE);
        setVgrow(form, Priority.ALWAYS);
        progress.getStyleClass().add("thin");
        progress.setMaxWidth(Double.MAX_VALUE);
        progress.setVisible(false);
        test.setOnAction(event -> test());
        save.setText(Messages.text(before == null ? "targets.add" : "targets.save"));
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
            work(() -> known.test(target, before == null ? secrets : known.whole(target, secrets)), outcome::tell);
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
                        if (before == null) {
                            known.add(target, secrets);
                        } else {
                            known.set(target, secrets);
                        }
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
