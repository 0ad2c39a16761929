package dev.runtree.ui.targets;

import dev.runtree.export.target.Redacting;
import dev.runtree.export.target.Target;
import dev.runtree.model.Figures;
import dev.runtree.store.Refusal;
import dev.runtree.store.SendState;
import dev.runtree.ui.Icons;
import dev.runtree.ui.Messages;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** How it goes with one target: what it has, what waits, what it did not take, and what stands in the way. */
final class TargetPane extends ScrollPane {
    private final Consumer<String> reveal;
    private final VBox content = new VBox();

    /** @param reveal shows a step by its {@code <trace_id>-<span_id>} */
    TargetPane(Consumer<String> reveal) {
        this.reveal = reveal;
        getStyleClass().add("target-pane");
        setFitToWidth(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        content.getStyleClass().add("target-facts");
        setContent(content);
    }

    /** @param refusals the last of them */
    void show(TargetEntry entry, String place, List<Refusal> refusals) {
        var now = Instant.now();
        var parts = new ArrayList<Node>();
        parts.add(label(place, "target-place"));
        parts.add(label(sentence(entry, now), "target-sentence"));
        var state = entry.state();
        if (state != null) {
            parts.add(counts(state, now));
            var error = state.lastError();
            if (error != null) {
                parts.add(trouble(state, error));
            }
        }
        if (!refusals.isEmpty() && state != null) {
            parts.add(refused(refusals, state.refused()));
        }
        var target = entry.target();
        if (target != null) {
            parts.add(label(goes(target), "receive-note"));
        }
        content.getChildren().setAll(parts);
    }

    private static String sentence(TargetEntry entry, Instant now) {
        var state = entry.state();
        if (entry.isPaused()) {
            return Messages.text("targets.paused.more");
        }
        if (state != null && !state.isHeld()) {
            return Messages.text("targets.nobody");
        }
        return entry.brief(now);
    }

    private static Node counts(SendState state, Instant now) {
        var counts = new GridPane();
        counts.getStyleClass().add("receive-counts");
        var waiting = state.waiting();
        count(counts, 0, "targets.count.sent", Figures.count(state.sent()));
        count(counts, 1, "targets.count.waiting", Figures.count(waiting));
        count(
                counts,
                2,
                "targets.count.lag",
                waiting == 0 ? "–" : Figures.waiting(state.lag(now).toNanos()));
        count(counts, 3, "targets.count.refused", Figures.count(state.refused()));
        var rate = state.spansPerSecond();
        count(counts, 4, "targets.count.rate", rate == null ? "–" : Figures.count(Math.round(rate)) + "/s");
        return counts;
    }

    private static void count(GridPane counts, int column, String key, String number) {
        counts.add(label(number, "receive-count"), column, 0);
        counts.add(label(Messages.text(key), "receive-key"), column, 1);
    }

    private static Node trouble(SendState state, String error) {
        var isOver = state.stage() == SendState.Stage.IDLE || state.stage() == SendState.Stage.SENDING;
        var card = card(isOver ? "targets.error.over" : "targets.error", state.lastErrorAt());
        card.getStyleClass().add(isOver ? "calm" : "bad");
        card.getChildren().add(label(error, "receive-reason"));
        return card;
    }

    private Node refused(List<Refusal> refusals, long all) {
        var card = card("targets.refused", null);
        card.getStyleClass().add("refusal");
        for (var refusal : refusals) {
            var id = refusal.span().traceId() + "-" + refusal.span().spanId();
            var link = new Hyperlink(
                    id.substring(0, 8) + "-" + refusal.span().spanId().substring(0, 8));
            link.getStyleClass().addAll("link", "target-span");
            link.setAccessibleText(Messages.text("targets.refused.open", id));
            link.setMinWidth(USE_PREF_SIZE);
            link.setOnAction(event -> reveal.accept(id));
            var reason = label(refusal.reason(), "receive-reason");
            HBox.setHgrow(reason, Priority.ALWAYS);
            var line = new HBox(link, reason);
            line.getStyleClass().add("target-refusal");
            card.getChildren().add(line);
        }
        if (all > refusals.size()) {
            card.getChildren()
                    .add(label(
                            Messages.text("targets.refused.of", Figures.count(refusals.size()), Figures.count(all)),
                            "receive-about"));
        }
        return card;
    }

    /** What goes there, in a sentence. */
    private static String goes(Target target) {
        var what = target.filter().isEmpty()
                ? Messages.text("targets.goes.all")
                : Messages.text("targets.goes.filter", target.filter());
        var part =
                target.sample() == 1 ? "" : " " + Messages.text("targets.goes.share", Figures.share(target.sample()));
        var redacted = target.redacting() == Redacting.NONE
                ? ""
                : " " + Messages.text("targets.redact." + target.redacting().word()) + ".";
        return what + part + redacted;
    }

    private static VBox card(String title, @Nullable Instant at) {
        var name = new Label(Messages.text(title), Icons.icon(BootstrapIcons.SLASH_CIRCLE));
        name.getStyleClass().add("receive-title");
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        var time = label(at == null ? "" : Figures.time(at, Instant.now(), ZoneId.systemDefault()), "receive-time");
        time.setMinWidth(USE_PREF_SIZE);
        var head = new HBox(name, space, time);
        head.getStyleClass().add("receive-card-head");
        var card = new VBox(head);
        card.getStyleClass().add("receive-card");
        return card;
    }

    private static Label label(String text, String styleClass) {
        var label = new Label(text);
        label.getStyleClass().add(styleClass);
        label.setWrapText(true);
        label.setMinHeight(USE_PREF_SIZE);
        return label;
    }
}
