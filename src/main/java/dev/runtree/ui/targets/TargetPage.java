package dev.runtree.ui.targets;

import dev.runtree.export.target.Target;
import dev.runtree.store.Refusal;
import dev.runtree.ui.Messages;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Work;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** One target: how it goes, and what can be done about it. */
final class TargetPage extends VBox {
    private static final int SHOWN_REFUSALS = 20;

    private final Background background;
    private final KnownTargets known;
    private final Runnable changed;
    private final Label heading = new Label();
    private final TargetPane pane;
    private final Outcome outcome = new Outcome();
    private final Button pause = new Button();
    private final Button test = new Button(Messages.text("targets.test"));
    private final Button edit = new Button(Messages.text("targets.edit"));
    private final Button send = new Button(Messages.text("targets.send"));
    private final Button remove = new Button(Messages.text("targets.remove"));
    private @Nullable TargetEntry shown;
    private boolean isSure;

    /** What is asked about a target beside its state. */
    private record More(String place, List<Refusal> refusals) {}

    /**
     * @param reveal shows a step by its id
     * @param changed when a target is another one now, or gone
     * @param edited told of the target that the reader wants to change
     * @param sent told of the target that the reader wants to send runs to
     */
    TargetPage(
            Background background,
            KnownTargets known,
            Consumer<String> reveal,
            Runnable changed,
            Consumer<Target> edited,
            Consumer<Target> sent) {
        this.background = background;
        this.known = known;
        this.changed = changed;
        pane = new TargetPane(reveal);
        getStyleClass().add("target-page");
        heading.getStyleClass().add("pane-title");
        setVgrow(pane, Priority.ALWAYS);
        pause.setOnAction(event -> pause());
        test.setOnAction(event -> test());
        edit.setOnAction(event -> of(edited));
        send.setOnAction(event -> of(sent));
        remove.setOnAction(event -> remove());
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        var buttons = new HBox(pause, test, edit, send, space, remove);
        buttons.getStyleClass().add("card-actions");
        getChildren().addAll(heading, pane, outcome, buttons);
    }

    void show(TargetEntry entry) {
        var before = shown;
        if (before == null || !before.name().equals(entry.name())) {
            outcome.clear();
            unsure();
        }
        shown = entry;
        heading.setText(entry.name() + " · " + entry.what());
        pause.setText(Messages.text(entry.isPaused() ? "targets.resume" : "targets.pause"));
        for (var button : List.of(pause, test, edit, send, remove)) {
            button.setVisible(entry.target() != null);
        }
        background.call(
                () -> new More(known.place(entry), known.refusals(entry, SHOWN_REFUSALS)),
                more -> {
                    if (entry.equals(shown)) {
                        pane.show(entry, more.place(), more.refusals());
                    }
                },
                this::fail);
    }

    private void of(Consumer<Target> work) {
        var target = shown == null ? null : shown.target();
        if (target != null) {
            work.accept(target);
        }
    }

    void fail(RuntimeException why) {
        outcome.bad(String.valueOf(why.getMessage()));
    }

    private void pause() {
        var entry = shown;
        if (entry != null) {
            work(
                    () -> {
                        known.pause(entry.name(), !entry.isPaused());
                        return entry;
                    },
                    done -> changed.run());
        }
    }

    private void test() {
        var entry = shown;
        if (entry != null && entry.target() != null) {
            var target = entry.target();
            work(() -> known.test(target), outcome::tell);
        }
    }

    /** At the second press: the first asks. */
    private void remove() {
        var target = shown == null ? null : shown.target();
        if (target == null) {
            return;
        }
        if (!isSure) {
            isSure = true;
            remove.setText(Messages.text("targets.remove.sure"));
            remove.getStyleClass().add("danger");
            return;
        }
        unsure();
        work(
                () -> {
                    known.remove(target);
                    return target;
                },
                done -> {
                    shown = null;
                    changed.run();
                });
    }

    private void unsure() {
        isSure = false;
        remove.setText(Messages.text("targets.remove"));
        remove.getStyleClass().remove("danger");
    }

    private <T> void work(Work<T> work, Consumer<T> then) {
        outcome.clear();
        setActing(true);
        background.call(
                work,
                value -> {
                    setActing(false);
                    then.accept(value);
                },
                why -> {
                    setActing(false);
                    fail(why);
                });
    }

    private void setActing(boolean now) {
        for (var button : List.of(pause, test, edit, send, remove)) {
            button.setDisable(now);
        }
    }
}
