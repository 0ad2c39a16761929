package dev.runtree.ui.detail;

import dev.runtree.model.Figures;
import dev.runtree.ui.Messages;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/** What happened during a step, a card each. */
final class EventsTab {
    /** Cards for events and log records; a step may have as many as its program has lines of log. */
    private static final int MOST = 300;

    private EventsTab() {}

    static List<Node> of(Detail detail) {
        var events = detail.events();
        var nodes = new ArrayList<Node>();
        for (var event : events.subList(0, Math.min(MOST, events.size()))) {
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
                card.getChildren().add(new LongText(event.stackTrace().replace("\t", "  "), "code"));
            }
            card.getStyleClass().addAll("message", event.isException() ? "failed" : "event");
            nodes.add(card);
        }
        if (events.size() > MOST) {
            nodes.add(Frames.divider(Messages.text("detail.events.more", Figures.count(events.size() - MOST))));
        }
        if (detail.unread() > 0) {
            nodes.add(Frames.divider(Messages.text("detail.events.unread", Figures.count(detail.unread()))));
        }
        return nodes;
    }

    private static boolean isJson(String text) {
        return text.startsWith("{") || text.startsWith("[");
    }
}
