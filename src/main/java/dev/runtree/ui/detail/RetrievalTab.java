package dev.runtree.ui.detail;

import dev.runtree.model.Content;
import dev.runtree.ui.Messages;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/** What was looked for, and the documents that were found. */
final class RetrievalTab {
    private RetrievalTab() {}

    static List<Node> of(Detail detail) {
        var nodes = new ArrayList<Node>();
        if (detail.content().input() != null) {
            nodes.add(Frames.heading("detail.query"));
            nodes.add(new LongText(detail.content().input()));
        }
        for (Content.Document document : detail.content().documents()) {
            var head = new Label(document.id() == null ? Messages.text("detail.document") : document.id());
            head.getStyleClass().add("card-title");
            var card = new VBox(head);
            if (document.score() != null) {
                var score =
                        new Label(Messages.text("detail.score", document.score().toString()));
                score.getStyleClass().add("figure");
                card.getChildren().add(score);
            }
            if (document.content() != null) {
                card.getChildren().add(new LongText(document.content()));
            }
            if (document.metadata() != null) {
                card.getChildren().add(new LongText(document.metadata(), "code", "muted"));
            }
            card.getStyleClass().add("message");
            nodes.add(card);
        }
        return nodes;
    }
}
