package dev.runtree.ui.sessions;

import dev.runtree.model.ConversationId.Kind;
import dev.runtree.model.Figures;
import dev.runtree.model.Usage;
import dev.runtree.store.ConversationTotals;
import dev.runtree.ui.Icons;
import dev.runtree.ui.Messages;
import dev.runtree.ui.filter.TermMenu;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** What a conversation adds up to. */
final class TotalsPane extends ScrollPane {
    private static final int MOST = 20;

    private final VBox content = new VBox();
    private final IntConsumer go;
    private final Runnable again;
    private final List<Node> rows = new ArrayList<>();

    /**
     * @param go goes to a turn, by its place
     * @param again tries again what has failed
     */
    TotalsPane(IntConsumer go, Runnable again) {
        this.go = go;
        this.again = again;
        content.getStyleClass().add("totals");
        getStyleClass().addAll("detail-scroll", "totals-pane");
        setFitToWidth(true);
        setContent(content);
        setAccessibleText(Messages.text("sessions.totals"));
    }

    void clear() {
        content.getChildren().clear();
    }

    /** It could not be added up. What was there before would be taken for what is now. */
    void fail(String why) {
        var told = text(Messages.text("sessions.unread", why), "turn-error");
        told.setWrapText(true);
        var retry = new Button(Messages.text("retry"));
        retry.getStyleClass().add("small");
        retry.setOnAction(event -> again.run());
        content.getChildren().setAll(told, retry);
    }

    void show(Kind kind, ConversationTotals totals, List<Entry> turns, boolean allTurns) {
        rows.clear();
        heading(kind == Kind.USER ? "sessions.totals.user" : "sessions.totals.session");
        if (totals.more()) {
            var newest =
                    text(Messages.text("sessions.totals.newest", Figures.count(ConversationTotals.MOST_RUNS)), "hint");
            newest.setWrapText(true);
            rows.add(newest);
        }
        if (kind == Kind.USER) {
            fact("sessions.totals.sessions", Figures.count(totals.sessions()), "");
        }
        fact("sessions.totals.turns", Figures.count(totals.turns()), "");
        fact("sessions.totals.runs", Figures.count(totals.runs()), "");
        fact("sessions.totals.errors", totals.errors() == 0 ? "" : Figures.count(totals.errors()), "danger");
        fact("sessions.totals.tokens", Figures.tokens(totals.usage().total()), "");
        fact("sessions.totals.cached", Figures.tokens(totals.usage().cached()), "part");
        cost(totals.usage());
        fact("sessions.totals.work", totals.workNanos() == 0 ? "" : Figures.duration(totals.workNanos()), "");
        if (allTurns) {
            var bars = new CostBars(go);
            bars.show(turns);
            if (bars.isVisible()) {
                heading("sessions.cost");
                rows.add(bars);
            }
        }
        models(totals);
        tools(totals);
        tags(totals.tags());
        content.getChildren().setAll(rows);
    }

    private void cost(Usage usage) {
        var text = Figures.costOf(usage);
        if (!text.isEmpty()) {
            var row = row(text("sessions.totals.cost"), figure(text));
            if (usage.unpriced() > 0) {
                Tooltip.install(row, new Tooltip(Messages.text("sessions.unpriced", Figures.count(usage.unpriced()))));
            }
            rows.add(row);
        }
    }

    private void models(ConversationTotals totals) {
        if (!totals.models().isEmpty()) {
            heading("sessions.totals.models");
        }
        for (var model :
                totals.models().subList(0, Math.min(MOST, totals.models().size()))) {
            var cost = Figures.costOf(new Usage(
                    null, null, null, null, null, model.cost(), Math.clamp(model.unpriced(), 0, Integer.MAX_VALUE)));
            var told = cost.isEmpty() || (model.cost().signum() == 0 && model.unpriced() > 0)
                    ? Figures.tokenTotal(model.tokens())
                    : cost;
            var name = name(model.model(), null);
            TermMenu.install(name, "model", model.model());
            var row = row(name, figure(told));
            Tooltip.install(
                    row,
                    new Tooltip(Messages.text(
                            "sessions.model.told",
                            model.model(),
                            Figures.count(model.calls()),
                            Figures.tokenTotal(model.tokens()))));
            rows.add(row);
        }
        more(totals.models().size());
        if (totals.uncounted() > 0) {
            var label = text(Messages.text("sessions.uncounted", Figures.count(totals.uncounted())), "hint");
            label.setWrapText(true);
            rows.add(label);
        }
    }

    private void tools(ConversationTotals totals) {
        if (!totals.tools().isEmpty()) {
            heading("sessions.totals.tools");
        }
        for (var tool : totals.tools().subList(0, Math.min(MOST, totals.tools().size()))) {
            var name = name(tool.tool(), BootstrapIcons.WRENCH);
            TermMenu.install(name, "tool", tool.tool());
            var row = row(name, figure(Figures.count(tool.calls())));
            if (tool.errors() > 0) {
                var badge = new Label(Figures.count(tool.errors()), Icons.icon(BootstrapIcons.X_OCTAGON_FILL));
                badge.getStyleClass().add("error-badge");
                badge.setMinWidth(Region.USE_PREF_SIZE);
                badge.setAccessibleText(ChatHeader.counted(tool.errors(), "run.error.one", "run.errors"));
                row.getChildren().add(row.getChildren().size() - 1, badge);
            }
            rows.add(row);
        }
        more(totals.tools().size());
    }

    private void more(int size) {
        if (size > MOST) {
            rows.add(text(Messages.text("sessions.calls.more", Figures.count(size - MOST)), "hint"));
        }
    }

    private void tags(List<String> tags) {
        if (tags.isEmpty()) {
            return;
        }
        heading("sessions.totals.tags");
        var flow = new FlowPane(6, 6);
        for (var tag : tags) {
            var label = new Label(tag, Icons.icon(BootstrapIcons.TAG));
            label.getStyleClass().add("pill");
            label.setMaxWidth(220);
            TermMenu.install(label, "tag", tag);
            flow.getChildren().add(label);
        }
        rows.add(flow);
    }

    private void heading(String key) {
        rows.add(text(Messages.text(key), "totals-heading"));
    }

    private void fact(String key, String figure, String styleClass) {
        if (figure.isEmpty()) {
            return;
        }
        var label = text(key);
        var value = figure(figure);
        if (styleClass.equals("part")) {
            label.getStyleClass().add("about-part");
        } else if (!styleClass.isEmpty()) {
            value.getStyleClass().add(styleClass);
        }
        rows.add(row(label, value));
    }

    private static Label text(String key) {
        return text(Messages.text(key), "about-label");
    }

    private static Label text(String text, String styleClass) {
        var label = new Label(text);
        label.getStyleClass().add(styleClass);
        return label;
    }

    private static Label name(String text, @Nullable Ikon icon) {
        var label = text(text, "totals-name");
        label.setMinWidth(0);
        if (icon != null) {
            label.setGraphic(Icons.icon(icon, "kind-tool"));
        }
        return label;
    }

    private static Label figure(String text) {
        var label = text(text, "totals-figure");
        label.setMinWidth(Region.USE_PREF_SIZE);
        return label;
    }

    private static HBox row(Node name, Node figure) {
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        var row = new HBox(name, space, figure);
        row.getStyleClass().add("totals-row");
        return row;
    }
}
