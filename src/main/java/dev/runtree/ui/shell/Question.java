package dev.runtree.ui.shell;

import dev.runtree.ui.Messages;
import dev.runtree.ui.Veil;
import dev.runtree.ui.WrappedLabel;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** A question over the window, before something that cannot be undone. Whoever just presses Enter or Escape has said no. */
final class Question extends StackPane {
    private final Button no = new Button(Messages.text("delete.no"));

    /** @param answered told whether the reader agreed */
    Question(String title, String text, String yes, Consumer<Boolean> answered) {
        getStyleClass().add("veil");
        var head = new Label(title);
        head.getStyleClass().add("question-title");
        var words = new WrappedLabel(text);
        words.setMinHeight(USE_PREF_SIZE);
        var agree = new Button(yes);
        agree.getStyleClass().add("danger");
        agree.setId("agree");
        agree.setOnAction(event -> answered.accept(true));
        no.setDefaultButton(true);
        no.setOnAction(event -> answered.accept(false));
        var buttons = new HBox(agree, no);
        buttons.getStyleClass().add("card-actions");
        var card = new VBox(head, words, buttons);
        card.getStyleClass().add("question-card");
        card.setMaxSize(440, USE_PREF_SIZE);
        getChildren().add(card);
        Veil.closeByEscape(this, () -> answered.accept(false));
    }

    void focus() {
        no.requestFocus();
    }
}
