package dev.runtree.ui.run;

import dev.runtree.model.Figures;
import dev.runtree.model.Run;
import dev.runtree.model.RunStatus;
import dev.runtree.model.Usage;
import dev.runtree.ui.Messages;
import dev.runtree.ui.OneLine;
import dev.runtree.ui.RightToLeft;
import dev.runtree.ui.filter.TermMenu;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * What stands above the tabs of a run: its kind, name and status, what went wrong, and its figures: duration, spans, errors,
 * tokens, cost, the run that it replays, session, user.
 */
record RunHeader(FontIcon kind, Label name, Label status, FontIcon statusIcon, Label error, HBox totals) {

    void show(Run of, long now) {
        kind.setIconCode(Look.of(of.type().kind()).icon());
        kind.getStyleClass().setAll("kind-icon", "kind-" + of.type().kind().lowerCase());
        name.setText(OneLine.of(of.name()));
        name.setTooltip(new Tooltip(of.name() + "\n" + of.runId()));
        status.setText(Messages.text("run.status." + of.status().word()));
        status.getStyleClass().setAll("label", "pill", "status-" + of.status().word());
        statusIcon.setIconCode(icon(of.status()));
        error.setText(of.error() == null ? "" : of.error().lines().findFirst().orElse(""));
        error.setTooltip(of.error() == null ? null : new Tooltip(of.error()));
        totals.getChildren().setAll(totals(of, now));
    }

    /** A run that goes on has taken longer by now. */
    void tick(@Nullable Run of, long now) {
        if (of != null && of.durationNanos() == null && totals.getChildren().getFirst() instanceof Label duration) {
            duration.setText(Figures.running(Math.max(0, now - of.startNanos())));
        }
    }

    private static BootstrapIcons icon(RunStatus status) {
        return switch (status) {
            case OK -> BootstrapIcons.CHECK2;
            case ERROR -> BootstrapIcons.X_OCTAGON_FILL;
            case RUNNING -> BootstrapIcons.RECORD_CIRCLE;
            case PAUSED -> BootstrapIcons.PAUSE_CIRCLE_FILL;
            case CANCELLED -> BootstrapIcons.SLASH_CIRCLE;
        };
    }

    private List<Node> totals(Run run, long now) {
        var nodes = new ArrayList<Node>();
        var duration = run.durationNanos();
        nodes.add(
                duration == null
                        ? figure(
                                Figures.running(Math.max(0, now - run.startNanos())),
                                run.status() == RunStatus.PAUSED ? "warning" : "success")
                        : exact(figure(Figures.duration(duration)), Figures.count(duration) + " ns"));
        nodes.add(figure(Messages.counted(run.spanCount(), "run.span", "run.spans")));
        if (run.errorCount() > 0) {
            nodes.add(figure(Messages.counted(run.errorCount(), "run.error.one", "run.errors"), "danger"));
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
        if (run.replayOf() != null) {
            nodes.add(term("id", Messages.text("run.replayOf"), run.replayOf()));
        }
        if (run.actor().sessionId() != null) {
            nodes.add(term("session", Messages.text("run.session"), run.actor().sessionId()));
        }
        if (run.actor().userId() != null) {
            nodes.add(term("user", Messages.text("run.user"), run.actor().userId()));
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

    /** A value that leads into the filter. */
    private Label term(String key, String what, String value) {
        var label = fact(what, value);
        TermMenu.install(label, key, value);
        return label;
    }

    private static Label fact(String what, String value) {
        var label = new Label(what + " " + RightToLeft.isolated(OneLine.of(value)));
        label.getStyleClass().add("fact");
        label.setMinWidth(40);
        return exact(label, value);
    }
}
