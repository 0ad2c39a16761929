package dev.runtree.ui.detail;

import dev.runtree.model.Span;
import dev.runtree.ui.Messages;
import dev.runtree.ui.RightToLeft;
import dev.runtree.ui.provenance.UsesView;
import dev.runtree.ui.run.Names;
import dev.runtree.ui.run.Step;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** What a tool was asked, what it answered, who asked it and what the model had been told of it. */
final class ToolTab {
    private ToolTab() {}

    static List<Node> of(Detail detail, Step step, Reader reader) {
        var nodes = new ArrayList<Node>();
        links(detail, step, reader, nodes);
        var raw = detail.content().toolArguments();
        if (raw != null) {
            var arguments = new ArgumentsBlock(reader, raw);
            var space = new Region();
            HBox.setHgrow(space, Priority.ALWAYS);
            var line = new HBox(Frames.heading("detail.arguments"), space, arguments.menu());
            line.setAlignment(Pos.CENTER_LEFT);
            nodes.add(new VBox(4, line, Frames.framed(arguments)));
        }
        ErrorCard.of(detail.content()).ifPresent(nodes::add);
        var result = detail.content().toolResult();
        if (result != null) {
            nodes.add(TextCard.open(reader, Messages.text("detail.result"), "tool", result, "code"));
            nodes.add(new UsesView());
        }
        var definition = detail.around().definition(name(step.span()));
        if (definition != null) {
            nodes.add(Frames.heading("detail.definition"));
            nodes.add(ToolCard.of(reader, definition));
        }
        return nodes;
    }

    private static String name(Span span) {
        return span.toolName() != null ? span.toolName() : Names.of(span).subject();
    }

    private static void links(Detail detail, Step step, Reader reader, List<Node> to) {
        var asker = detail.around().askedFor(name(step.span()));
        if (asker != null) {
            var model = Names.of(asker.call().span()).subject();
            to.add(link(
                    Messages.text("detail.asked", model, asker.call().number()),
                    asker.call().span(),
                    reader));
        }
        var member = step.around().member();
        if (member != null) {
            to.add(link(Messages.text("detail.member", Names.of(member).subject()), member, reader));
        }
    }

    private static Node link(String text, Span span, Reader reader) {
        var link = new Hyperlink(text);
        link.getStyleClass().add("step-link");
        link.setWrapText(!RightToLeft.isIn(text));
        link.setOnAction(event -> reader.goTo(span.id()));
        return link;
    }
}
