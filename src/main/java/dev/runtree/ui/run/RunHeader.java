package dev.runtree.ui.run;

import dev.runtree.model.Figures;
import dev.runtree.model.Run;
import dev.runtree.model.RunStatus;
import dev.runtree.model.Usage;
import dev.runtree.ui.Messages;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** What the header says of a run in figures: duration, spans, errors, tokens, cost, session, user. */
final class RunHeader {
    private RunHeader() {}

    static BootstrapIcons icon(RunStatus status) {
        return switch (status) {
            case OK -> BootstrapIcons.CHECK2;
            case ERROR -> BootstrapIcons.X_OCTAGON_FILL;
            case RUNNING -> BootstrapIcons.RECORD_CIRCLE;
            case PAUSED -> BootstrapIcons.PAUSE_CIRCLE_FILL;
            case CANCELLED -> BootstrapIcons.SLASH_CIRCLE;
        };
    }

    static List<Node> totals(Run run, long now) {
        var nodes = new ArrayList<Node>();
        var duration = run.durationNanos();
        nodes.add(
                duration == null
                        ? figure(Figures.running(Math.max(0, now - run.startNanos())), "success")
                        : exact(figure(Figures.duration(duration)), Figures.count(duration) + " ns"));
        nodes.add(figure(counted(run.spanCount(), "run.span", "run.spans")));
        if (run.errorCount() > 0) {
            nodes.add(figure(counted(run.errorCount(), "run.error.one", "run.errors"), "danger"));
        }
        var tokens = run.tree().total();
        if (tokens != null) {
            nodes.add(exact(
                    figure(Figures.tokenTotal(tokens)),
                    Figures.inAndOut(run.tree().input(), run.tree().output())));
        }
        var cost = Figures.costOf(run.tree());
        if (!cost.isEmpty()) {
            nodes.add(exact(figure(cost), cost(run.tree())));
        }
        if (run.actor().sessionId() != null) {
            nodes.add(fact(Messages.text("run.session"), run.actor().sessionId()));
        }
        if (run.actor().userId() != null) {
            nodes.add(fact(Messages.text("run.user"), run.actor().userId()));
        }
        return nodes;
    }

    private static String cost(Usage tree) {
        var exact = tree.cost() == null ? "" : "$" + tree.cost().toPlainString();
        return tree.unpriced() == 0
                ? exact
                : Messages.text(
                        tree.unpriced() == 1 ? "run.unpriced.one" : "run.unpriced",
                        exact,
                        Figures.count(tree.unpriced()));
    }

    private static String counted(int count, String one, String many) {
        return count == 1 ? Messages.text(one) : Messages.text(many, Figures.count(count));
    }

    private static Label figure(String text, String... styleClasses) {
        var label = new Label(text);
        label.getStyleClass().add("figure");
        label.getStyleClass().addAll(styleClasses);
        label.setMinWidth(Label.USE_PREF_SIZE);
        return label;
    }

    private static Label exact(Label label, String text) {
        label.setTooltip(new Tooltip(text));
        return label;
    }

    private static Label fact(String what, String value) {
        var label = new Label(what + " " + value);
        label.getStyleClass().add("fact");
        label.setMinWidth(40);
        return exact(label, value);
    }
}
