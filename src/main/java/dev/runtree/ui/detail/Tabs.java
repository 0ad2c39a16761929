package dev.runtree.ui.detail;

import dev.runtree.model.Content;
import dev.runtree.model.Figures;
import dev.runtree.ui.Messages;
import dev.runtree.ui.text.TextView;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tab;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The tabs of a step: only those that have something. What is inside a tab is built when it is first looked at. */
final class Tabs {
    /** Cards for events and log records; a step may have as many as its program has lines of log. */
    private static final int MOST_EVENTS = 300;

    private Tabs() {}

    static List<Tab> of(Detail detail) {
        var tabs = new ArrayList<Tab>();
        if (detail.hasMessages()) {
            var count = detail.history().size()
                    + detail.fresh().size()
                    + detail.answer().size();
            tabs.add(tab("detail.messages", count, () -> scrolled(messages(detail))));
        }
        if (detail.hasTool()) {
            tabs.add(tab("detail.tool", 0, () -> tool(detail)));
        }
        if (!detail.content().documents().isEmpty()) {
            tabs.add(tab("detail.retrieval", detail.content().documents().size(), () -> scrolled(documents(detail))));
        }
        if (!detail.hasMessages() && !detail.hasTool() && detail.hasInputOrOutput()) {
            tabs.add(tab("detail.content", 0, () -> scrolled(content(detail))));
        }
        var about = detail.about();
        if (!about.sections().isEmpty()) {
            tabs.add(tab(about.ofModel() ? "detail.model" : "detail.about", 0, () -> scrolled(AboutView.of(about))));
        }
        if (!detail.attributes().isEmpty()) {
            tabs.add(tab(
                    "detail.attributes", detail.attributes().size(), () -> new AttributesView(detail.attributes())));
        }
        if (!detail.events().isEmpty()) {
            tabs.add(tab("detail.events", figure(detail), () -> scrolled(events(detail))));
        }
        tabs.add(tab("detail.json", 0, () -> text(detail.json(), true)));
        return tabs;
    }

    /** How many events and log records are read; where there are more, of how many. */
    static String figure(Detail detail) {
        var read = Figures.count(detail.events().size());
        return detail.unread() == 0
                ? read
                : Messages.text(
                        "detail.events.of", read, Figures.count(detail.events().size() + detail.unread()));
    }

    private static Tab tab(String key, int count, Supplier<Node> content) {
        return tab(key, count > 0 ? Figures.count(count) : "", content);
    }

    private static Tab tab(String key, String count, Supplier<Node> content) {
        var tab = new Tab(Messages.text(key));
        tab.setId(key);
        tab.setClosable(false);
        if (!count.isEmpty()) {
            var figure = new Label(count);
            figure.getStyleClass().add("tab-count");
            tab.setGraphic(figure);
        }
        tab.selectedProperty().subscribe(selected -> {
            if (selected && tab.getContent() == null) {
                tab.setContent(content.get());
            }
        });
        return tab;
    }

    private static Node scrolled(List<Node> cards) {
        var box = new VBox();
        box.getChildren().setAll(cards);
        box.getStyleClass().add("cards");
        var scroll = new ScrollPane(box);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("detail-scroll");
        return scroll;
    }

    private static TextView text(String text, boolean json) {
        var view = new TextView();
        view.show(text, json);
        return view;
    }

    private static List<Node> messages(Detail detail) {
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

    private static Node tool(Detail detail) {
        var nodes = new ArrayList<Node>();
        var raw = detail.content().toolArguments();
        if (raw != null) {
            nodes.add(heading("detail.arguments"));
            nodes.add(detail.arguments().isEmpty() ? new LongText(raw, "code") : framed(new Facts(detail.arguments())));
        }
        error(detail, nodes);
        var result = detail.result();
        if (result == null) {
            return scrolled(nodes);
        }
        nodes.add(heading("detail.result"));
        var view = text(result, detail.resultJson());
        view.setPrefHeight(360);
        VBox.setVgrow(view, Priority.ALWAYS);
        nodes.add(framed(view));
        return scrolled(nodes);
    }

    private static void error(Detail detail, List<Node> nodes) {
        var error = detail.content().error();
        if (error == null) {
            return;
        }
        var card = new VBox();
        card.getStyleClass().add("error-card");
        var title = new Label(error.type() == null ? Messages.text("detail.error") : error.type());
        title.getStyleClass().add("error-title");
        card.getChildren().add(title);
        if (error.message() != null) {
            card.getChildren().add(new LongText(error.message(), "code"));
        }
        if (error.stackTrace() != null) {
            card.getChildren().add(new LongText(error.stackTrace().replace("\t", "  "), "code", "muted"));
        }
        nodes.add(card);
    }

    private static List<Node> documents(Detail detail) {
        var nodes = new ArrayList<Node>();
        if (detail.content().input() != null) {
            nodes.add(heading("detail.query"));
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

    private static List<Node> content(Detail detail) {
        var nodes = new ArrayList<Node>();
        if (detail.content().input() != null) {
            nodes.add(heading("detail.input"));
            nodes.add(new LongText(detail.content().input()));
        }
        error(detail, nodes);
        if (detail.content().output() != null) {
            nodes.add(heading("detail.output"));
            nodes.add(new LongText(detail.content().output()));
        }
        return nodes;
    }

    private static List<Node> events(Detail detail) {
        var events = detail.events();
        var nodes = new ArrayList<Node>();
        for (var event : events.subList(0, Math.min(MOST_EVENTS, events.size()))) {
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
        if (events.size() > MOST_EVENTS) {
            nodes.add(Cards.divider(Messages.text("detail.events.more", Figures.count(events.size() - MOST_EVENTS))));
        }
        if (detail.unread() > 0) {
            nodes.add(Cards.divider(Messages.text("detail.events.unread", Figures.count(detail.unread()))));
        }
        return nodes;
    }

    private static Node heading(String key) {
        var label = new Label(Messages.text(key));
        label.getStyleClass().add("heading");
        return label;
    }

    private static Node framed(Node node) {
        var box = new VBox(node);
        box.getStyleClass().add("framed");
        return box;
    }

    private static boolean isJson(String text) {
        return text.startsWith("{") || text.startsWith("[");
    }
}
