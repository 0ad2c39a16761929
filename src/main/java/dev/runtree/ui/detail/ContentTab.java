package dev.runtree.ui.detail;

import dev.runtree.model.SpanKind;
import dev.runtree.ui.Messages;
import dev.runtree.ui.prose.Passage;
import dev.runtree.ui.prose.Prose;
import dev.runtree.ui.prose.WordDiff;
import dev.runtree.ui.run.Step;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/** What went into a step and what came out, where it is neither a model's nor a tool's; of a check, what it changed. */
final class ContentTab {
    private ContentTab() {}

    static List<Node> of(Detail detail, Step step, Reader reader) {
        var nodes = new ArrayList<Node>();
        var content = detail.content();
        var input = content.input();
        var output = content.output();
        var check = step.span().kind() == SpanKind.HOOK || step.span().kind() == SpanKind.GUARDRAIL;
        if (check) {
            nodes.add(verdict(step));
        }
        if (check && input != null && output != null && isChange(input, output)) {
            nodes.add(input.equals(output) ? unchanged() : changes(input, output));
        }
        if (input != null) {
            nodes.add(TextCard.open(reader, Messages.text("detail.input"), "input", input));
        }
        ErrorCard.of(content).ifPresent(nodes::add);
        if (output != null && !(check && output.equals(input))) {
            nodes.add(TextCard.open(reader, Messages.text("detail.output"), "output", output));
        }
        return nodes;
    }

    /** Whether a check ended well, in words: who fails stops or changes what comes after. */
    private static Node verdict(Step step) {
        var failed = step.span().failed();
        var words = step.span().endNanos() == null
                ? "detail.verdict.running"
                : failed ? "detail.verdict.failed" : "detail.verdict.passed";
        var label = new Label(Messages.text(words));
        label.getStyleClass().addAll("pill", failed ? "status-error" : "status-ok");
        var line = new VBox(label);
        line.getStyleClass().add("verdict");
        return line;
    }

    /** Of texts that share nothing, one is no change of the other: a verdict, a score. */
    private static boolean isChange(String input, String output) {
        return Sameness.share(input, output) >= 0.2;
    }

    private static Node unchanged() {
        return Prose.plain(Messages.text("detail.unchanged"), "muted");
    }

    private static Node changes(String input, String output) {
        var title = Foldable.role(Messages.text("detail.changes"));
        return new Foldable(title, output, "", () -> {
                    var box = new VBox(Prose.of(output, List.of(new Passage(WordDiff.of(input, output)))));
                    box.getStyleClass().add("card-text");
                    return box;
                })
                .opened();
    }
}
