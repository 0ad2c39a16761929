package dev.runtree.ui.detail;

import dev.runtree.model.Figures;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.SpanId;
import dev.runtree.ui.Messages;
import dev.runtree.ui.text.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** Links, resource, scope and what else OTLP says of a step. */
final class OriginTab extends StackPane {
    /** Attributes of one resource that are shown; the JSON has all. */
    private static final int MOST = 200;

    /** Cards of links that are made at once. */
    private static final int PAGE = 60;

    private final RecordedSpan recorded;
    private final Reader reader;

    OriginTab(RecordedSpan recorded, Reader reader) {
        this.recorded = recorded;
        this.reader = reader;
        reader.background().call(() -> Origin.of(recorded), this::show, failed -> {});
    }

    private void show(Origin origin) {
        var nodes = new ArrayList<Node>();
        if (!origin.facts().isEmpty()) {
            nodes.add(Frames.framed(AboutView.lines(origin.facts())));
        }
        if (!origin.links().isEmpty()) {
            nodes.add(Frames.heading("detail.origin.links"));
            nodes.add(new Pager(
                    origin.links().stream()
                            .map(link -> (Supplier<Node>) () -> link(link))
                            .toList(),
                    PAGE));
        }
        for (var section : origin.sections()) {
            var heading = new Label(section.title());
            heading.getStyleClass().add("heading");
            nodes.add(heading);
            nodes.add(Frames.framed(facts(section.members())));
        }
        getChildren().setAll(Frames.scrolled(nodes));
    }

    private static Node facts(List<JsonText.Member> members) {
        var box = new VBox(new Facts(members.subList(0, Math.min(MOST, members.size()))));
        if (members.size() > MOST) {
            box.getChildren()
                    .add(Frames.divider(Messages.text("detail.events.more", Figures.count(members.size() - MOST))));
        }
        return box;
    }

    private Node link(Origin.Link link) {
        var where = new Label(link.traceId() + " / " + link.spanId());
        where.getStyleClass().add("figure");
        where.setMinWidth(0);
        HBox.setHgrow(where, Priority.ALWAYS);
        where.setMaxWidth(Double.MAX_VALUE);
        var head = new HBox(where);
        head.getStyleClass().add("attribute-head");
        addJump(link, head);
        var card = new VBox(head);
        if (!link.attributes().isEmpty()) {
            card.getChildren().add(new Facts(link.attributes()));
        }
        card.getStyleClass().addAll("message", "event");
        return card;
    }

    /** Leads to a linked step of this run, or of another one that the database has. */
    private void addJump(Origin.Link link, HBox head) {
        if (link.traceId().equals(recorded.span().id().traceId())) {
            head.getChildren().add(jump(() -> reader.goTo(new SpanId(link.traceId(), link.spanId()))));
            return;
        }
        reader.find(link.traceId(), isThere -> {
            if (isThere) {
                head.getChildren().add(jump(() -> reader.open(link.traceId(), link.spanId())));
            } else {
                var absent = new Label(Messages.text("detail.origin.absent"));
                absent.getStyleClass().add("attribute-facts");
                absent.setMinWidth(USE_PREF_SIZE);
                head.getChildren().add(absent);
            }
        });
    }

    private static Hyperlink jump(Runnable action) {
        var jump = new Hyperlink(Messages.text("detail.origin.go"));
        jump.setMinWidth(USE_PREF_SIZE);
        jump.setOnAction(event -> action.run());
        return jump;
    }
}
