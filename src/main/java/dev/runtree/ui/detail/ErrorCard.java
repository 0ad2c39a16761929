package dev.runtree.ui.detail;

import dev.runtree.model.Content;
import dev.runtree.ui.Messages;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/** What failed in a step, with its stack trace. */
final class ErrorCard {
    private ErrorCard() {}

    static Optional<Node> of(Content content) {
        var error = content.error();
        if (error == null) {
            return Optional.empty();
        }
        var card = new VBox();
        card.getStyleClass().add("error-card");
        var title = new Label(error.type() == null ? Messages.text("detail.error") : error.type());
        title.getStyleClass().add("error-title");
        title.setWrapText(true);
        card.getChildren().add(title);
        if (error.message() != null) {
            card.getChildren().add(new LongText(error.message(), "code"));
        }
        if (error.stackTrace() != null) {
            card.getChildren().add(LongText.ofTrace(error.stackTrace(), "code", "muted"));
        }
        return Optional.of(card);
    }
}
