package dev.runtree.ui.detail;

import dev.runtree.ui.provenance.UsesView;
import java.util.ArrayList;
import javafx.scene.Node;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** What a tool was asked and what it answered. */
final class ToolTab {
    private ToolTab() {}

    static Node of(Detail detail) {
        var nodes = new ArrayList<Node>();
        var raw = detail.content().toolArguments();
        if (raw != null) {
            nodes.add(Frames.heading("detail.arguments"));
            nodes.add(
                    detail.arguments().isEmpty()
                            ? new LongText(raw, "code")
                            : Frames.framed(Arguments.of(detail.arguments())));
        }
        ErrorCard.of(detail.content()).ifPresent(nodes::add);
        var result = detail.result();
        if (result == null) {
            return Frames.scrolled(nodes);
        }
        nodes.add(Frames.heading("detail.result"));
        var view = Tabs.text(result, detail.resultJson());
        view.setPrefHeight(360);
        VBox.setVgrow(view, Priority.ALWAYS);
        nodes.add(Frames.framed(view));
        nodes.add(new UsesView());
        return Frames.scrolled(nodes);
    }
}
