package dev.runtree.ui.detail;

import dev.runtree.ui.Messages;
import dev.runtree.ui.text.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javafx.scene.Node;

/** What was to be approved, and what the step says of who decided and when. */
final class ApprovalTab {
    private static final List<String> WORDS =
            List.of("approval", "approve", "decision", "confirm", "human", "reject", "review");

    private ApprovalTab() {}

    static List<Node> of(Detail detail, Reader reader) {
        var nodes = new ArrayList<Node>();
        var facts = facts(detail);
        if (!facts.isEmpty()) {
            nodes.add(Frames.framed(new Facts(facts)));
        }
        if (!detail.arguments().isEmpty()) {
            nodes.add(Frames.heading("detail.arguments"));
            nodes.add(Frames.framed(Arguments.of(detail.arguments())));
        }
        var content = detail.content();
        if (content.input() != null && detail.arguments().isEmpty()) {
            nodes.add(TextCard.open(reader, Messages.text("detail.input"), "input", content.input()));
        }
        ErrorCard.of(content).ifPresent(nodes::add);
        if (content.output() != null) {
            nodes.add(TextCard.open(reader, Messages.text("detail.output"), "output", content.output()));
        }
        if (nodes.isEmpty()) {
            nodes.add(new LongText(Messages.text("detail.approval.none"), "muted"));
        }
        return nodes;
    }

    /** Attributes of the step and of its events that speak of an approval, whatever their producer calls them. */
    private static List<JsonText.Member> facts(Detail detail) {
        return Stream.concat(
                        detail.attributes().stream(),
                        detail.events().stream().flatMap(event -> event.attributes().stream()))
                .filter(member -> WORDS.stream()
                        .anyMatch(word -> member.key().toLowerCase(Locale.ROOT).contains(word)))
                .toList();
    }
}
