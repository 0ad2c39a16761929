package dev.runtree.ui.detail;

import dev.runtree.model.Figures;
import dev.runtree.ui.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/** What happened during a step, a card each. */
final class EventsTab {
    /** Cards that are made at once; a step may have as many events as its program has lines of log. */
    private static final int PAGE = 60;

    private EventsTab() {}

    static List<Node> of(Detail detail) {
        var nodes = new ArrayList<Node>();
        nodes.add(new Pager(
                detail.events().stream()
                        .map(event -> (Supplier<Node>) () -> card(event))
                        .toList(),
                PAGE));
        if (detail.unread() > 0) {
            nodes.add(Frames.divider(Messages.text("detail.events.unread", Figures.count(detail.unread()))));
        }
        return nodes;
    }

    private static Node card(Event event) {
        var name = new Label(event.name());
        name.getStyleClass().add("card-title");
        var when = new Label(event.offset().isEmpty() ? event.time() : event.offset() + ", " + event.time());
        when.getStyleClass().add("figure");
        var card = new VBox(name, when);
        if (event.body() != null) {
            card.getChildren()
                    .add(isJson(event.body()) ? new LongText(event.body(), "code") : new LongText(event.body()));
        }
        if (!event.attributes().isEmpty()) {
            card.getChildren().add(new Facts(event.attributes()));
        }
        if (event.stackTrace() != null) {
            card.getChildren().add(LongText.ofTrace(event.stackTrace(), "code"));
        }
        card.getStyleClass().addAll("message", event.isException() ? "failed" : "event");
        return card;
    }

    private static boolean isJson(String text) {
        return text.startsWith("{") || text.startsWith("[");
    }
}
