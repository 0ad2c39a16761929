package dev.runtree.ui.detail;

import dev.runtree.model.Figures;
import dev.runtree.ui.Messages;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.layout.VBox;

/** What a model was told and what it answered, as a conversation. */
final class MessagesTab {
    private MessagesTab() {}

    static List<Node> of(Detail detail) {
        var nodes = new ArrayList<Node>();
        var history = new VBox();
        detail.history().forEach(card -> history.getChildren().add(Cards.folded(card)));
        nodes.add(history);
        if (!detail.fresh().isEmpty()) {
            if (!detail.history().isEmpty()) {
                nodes.add(Cards.divider(Messages.text("detail.new")));
            }
            detail.fresh().forEach(card -> nodes.add(Cards.open(card)));
        }
        if (!detail.answer().isEmpty()) {
            var tokens = detail.recorded().span().usage().output();
            var title = Messages.text("detail.answer");
            nodes.add(Cards.divider(tokens == null ? title : title + " · " + Figures.tokenTotal(tokens)));
            detail.answer().forEach(card -> nodes.add(Cards.open(card)));
        }
        return nodes;
    }
}
