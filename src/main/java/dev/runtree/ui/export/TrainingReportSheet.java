package dev.runtree.ui.export;

import dev.runtree.ui.Clip;
import dev.runtree.ui.Messages;
import dev.runtree.ui.Veil;
import dev.runtree.ui.WrappedLabel;
import javafx.scene.control.Button;
import javafx.scene.control.TextArea;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** Tells, over the window, what was written of training data, and what was left out and why; it can be copied. */
public final class TrainingReportSheet extends StackPane {
    private final Button done = new Button(Messages.text("close"));

    /** @param close takes it away */
    public TrainingReportSheet(TrainingStory story, Runnable close) {
        getStyleClass().addAll("veil", "copy-veil");
        var head = new WrappedLabel(story.brief());
        head.getStyleClass().add("question-title");
        var text = new TextArea(story.text());
        text.setId("trainingReport");
        text.setEditable(false);
        text.getStyleClass().add("training-report");
        VBox.setVgrow(text, Priority.ALWAYS);
        var copy = new Button(Messages.text("export.training.copy"));
        copy.setOnAction(event -> Clip.putExact(story.text()));
        done.getStyleClass().add("accent");
        done.setDefaultButton(true);
        done.setOnAction(event -> close.run());
        var buttons = new HBox(done, copy);
        buttons.getStyleClass().add("card-actions");
        var card = new VBox(head, text, buttons);
        card.getStyleClass().addAll("question-card", "export-card");
        getChildren().add(card);
        Veil.closeByEscape(this, close);
    }

    /** Where the keyboard goes on. */
    public void focus() {
        done.requestFocus();
    }
}
