package dev.runtree.ui.shell;

import dev.runtree.model.Figures;
import dev.runtree.ui.Icons;
import dev.runtree.ui.Messages;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Calm;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import javafx.animation.PauseTransition;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.util.Duration;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** How far something long is, under the filter bar, with the button that ends it. What is done soon is not worth showing. */
final class ProgressStrip extends HBox {
    private static final Duration SOON = Duration.millis(500);

    private record Reached(long done, long all, String told) {}

    private static final Reached NOWHERE = new Reached(0, 0, "");

    private final AtomicReference<Reached> reached = new AtomicReference<>(NOWHERE);
    private final Calm calm;
    private final PauseTransition pause = new PauseTransition(SOON);
    private final Label what = new Label();
    private final Label figures = new Label();
    private final ProgressBar bar = new ProgressBar();
    private final Button cancel = new Button(Messages.text("cancel"));

    ProgressStrip(Background background) {
        calm = new Calm(background, this::show);
        getStyleClass().add("progress-strip");
        bar.setMaxWidth(Double.MAX_VALUE);
        bar.getStyleClass().add("thin");
        setHgrow(bar, Priority.ALWAYS);
        what.setMaxWidth(420);
        figures.getStyleClass().add("figure");
        figures.setMinWidth(USE_PREF_SIZE);
        cancel.getStyleClass().add("small");
        cancel.setMinWidth(USE_PREF_SIZE);
        getChildren().addAll(Icons.icon(BootstrapIcons.FILE_EARMARK_ARROW_DOWN), what, bar, figures, cancel);
        managedProperty().bind(visibleProperty());
        setVisible(false);
        pause.setOnFinished(event -> setVisible(true));
    }

    /** @param end ends it, without waiting; asked for once */
    void begin(String name, Runnable end) {
        reached.set(NOWHERE);
        what.setText(name);
        show();
        cancel.setDisable(false);
        cancel.setOnAction(event -> {
            cancel.setDisable(true);
            figures.setText(Messages.text("main.cancelling"));
            end.run();
        });
        pause.playFromStart();
    }

    /** From any thread. */
    void at(long done, long all) {
        reached.set(new Reached(done, all, ""));
        calm.changed();
    }

    /** Of something whose end nobody knows, in words. From any thread. */
    void at(String told) {
        reached.set(new Reached(0, 0, told));
        calm.changed();
    }

    private void show() {
        var now = Objects.requireNonNull(reached.get());
        if (cancel.isDisabled() && isVisible()) {
            return;
        }
        boolean known = now.all() > 0;
        bar.setProgress(known ? (double) now.done() / now.all() : ProgressBar.INDETERMINATE_PROGRESS);
        figures.setText(
                known
                        ? Messages.text(
                                "main.progress",
                                Figures.bytes(now.done()),
                                Figures.bytes(now.all()),
                                String.valueOf(100 * now.done() / now.all()))
                        : now.told());
    }

    void end() {
        pause.stop();
        setVisible(false);
    }
}
