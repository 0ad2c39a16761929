package dev.runtree.ui.replay;

import dev.runtree.model.Figures;
import dev.runtree.replay.live.MissingCall;
import dev.runtree.replay.live.MissingCall.Decision;
import dev.runtree.replay.live.RecordedResult;
import dev.runtree.ui.Messages;
import dev.runtree.ui.WrappedLabel;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** Asks what a model is to be told of a call that the record has no result for. */
final class MissingCard extends VBox {
    /** Of very many recorded results these are offered. */
    private static final int SHOWN = 20;

    private final TextArea typed = new TextArea();
    private final Consumer<Decision> decided;

    MissingCard(MissingCall call, Consumer<Decision> decided) {
        this.decided = decided;
        getStyleClass().add("fork-question");
        var title = new WrappedLabel(Messages.text("fork.missing", call.tool()));
        title.getStyleClass().add("edited-name");
        title.setMinHeight(USE_PREF_SIZE);
        var arguments = new WrappedLabel(ForkStream.shortened(call.arguments()));
        arguments.getStyleClass().add("fork-arguments");
        arguments.setMinHeight(USE_PREF_SIZE);
        typed.setPromptText(Messages.text("fork.missing.type"));
        typed.setAccessibleText(Messages.text("fork.missing.type"));
        TabKeys.lead(typed);
        typed.setPrefRowCount(3);
        typed.setMinHeight(USE_PREF_SIZE);
        typed.setWrapText(true);
        typed.getStyleClass().add("edited-area");
        typed.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ENTER && event.isShortcutDown()) {
                give();
                event.consume();
            }
        });
        var give = button("fork.missing.give", this::give);
        give.getStyleClass().add("accent");
        var buttons = new FlowPane(give);
        buttons.getStyleClass().add("fork-buttons");
        if (call.canRun()) {
            buttons.getChildren().add(button("fork.missing.run", () -> decided.accept(new Decision.Run())));
        }
        buttons.getChildren().add(button("fork.missing.stop", () -> decided.accept(new Decision.Stop())));
        getChildren().addAll(title, arguments, typed, buttons);
        var recorded = call.recorded();
        if (!recorded.isEmpty()) {
            var head = new Label(
                    recorded.size() > SHOWN
                            ? Messages.text(
                                    "fork.missing.recorded.some", Figures.count(SHOWN), Figures.count(recorded.size()))
                            : Messages.text("fork.missing.recorded"));
            head.getStyleClass().add("hint");
            getChildren().add(head);
            recorded.stream().limit(SHOWN).map(this::taking).forEach(getChildren()::add);
        }
    }

    private Node taking(RecordedResult recorded) {
        var take = button("fork.missing.take", () -> decided.accept(new Decision.Take(recorded)));
        take.getStyleClass().add("small");
        var step =
                recorded.step() == 0 ? "" : Messages.text("fork.answer.step", String.valueOf(recorded.step())) + "  ";
        var text = new Label(
                step + ForkStream.shortened(recorded.arguments()) + " → " + ForkStream.shortened(recorded.result()));
        text.getStyleClass().add("fork-arguments");
        text.setMinWidth(0);
        take.setAccessibleText(Messages.text("fork.missing.take") + " " + text.getText());
        var line = new HBox(take, text);
        line.getStyleClass().add("fork-taking");
        return line;
    }

    private static Button button(String key, Runnable does) {
        var button = new Button(Messages.text(key));
        button.setMinWidth(USE_PREF_SIZE);
        button.setOnAction(event -> does.run());
        return button;
    }

    private void give() {
        decided.accept(new Decision.Type(typed.getText()));
    }

    void focus() {
        typed.requestFocus();
    }
}
