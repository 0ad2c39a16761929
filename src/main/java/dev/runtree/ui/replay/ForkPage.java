package dev.runtree.ui.replay;

import dev.runtree.model.SpanId;
import dev.runtree.ui.Messages;
import dev.runtree.ui.WrappedLabel;
import dev.runtree.ui.background.Background;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/** What is shown while a record is read, or where there is no way to fork it. */
final class ForkPage extends VBox {
    private final StepCount count;
    private final Label failure = new WrappedLabel();
    private final Button instead = new Button(Messages.text("fork.instead"));
    private final Consumer<SpanId> other;

    /** @param other forks another run in place of the one that was asked for */
    ForkPage(Background background, Runnable cancel, Consumer<SpanId> other) {
        this.other = other;
        count = new StepCount(background);
        getStyleClass().add("fork-page");
        failure.getStyleClass().add("fork-problem");
        failure.setId("forkFailure");
        failure.managedProperty().bind(failure.visibleProperty());
        instead.managedProperty().bind(instead.visibleProperty());
        var away = new Button(Messages.text("cancel"));
        away.setOnAction(event -> cancel.run());
        getChildren().addAll(count, failure, instead, away);
        clear();
    }

    /** Nothing is read. */
    void clear() {
        count.end();
        failure.setVisible(false);
        instead.setVisible(false);
    }

    void begin() {
        clear();
        count.begin(StepCount.Doing.READING);
    }

    /** From any thread. */
    void at(int done, int all) {
        count.at(done, all);
    }

    void fail(RuntimeException why) {
        clear();
        failure.setText(ForkOutlook.line(why));
        failure.setVisible(true);
        ForkOutlook.instead(why).ifPresent(run -> {
            instead.setVisible(true);
            instead.setOnAction(event -> other.accept(run));
            instead.requestFocus();
        });
    }
}
