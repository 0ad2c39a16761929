package dev.runtree.ui.detail;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;

/** What went into a step and what came out, where it is neither a model's nor a tool's. */
final class ContentTab {
    private ContentTab() {}

    static List<Node> of(Detail detail) {
        var nodes = new ArrayList<Node>();
        if (detail.content().input() != null) {
            nodes.add(Frames.heading("detail.input"));
            nodes.add(new LongText(detail.content().input()));
        }
        ErrorCard.of(detail.content()).ifPresent(nodes::add);
        if (detail.content().output() != null) {
            nodes.add(Frames.heading("detail.output"));
            nodes.add(new LongText(detail.content().output()));
        }
        return nodes;
    }
}
