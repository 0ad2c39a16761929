package dev.runtree.ui.sessions;

import dev.runtree.model.ConversationId;
import dev.runtree.model.ConversationId.Kind;
import dev.runtree.model.Figures;
import dev.runtree.store.ConversationTotals;
import dev.runtree.store.RunQueries;
import dev.runtree.ui.Icons;
import dev.runtree.ui.Messages;
import dev.runtree.ui.Shortcut;
import dev.runtree.ui.background.Background;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.geometry.Pos;
import javafx.geometry.Side;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;
import org.kordamp.ikonli.javafx.FontIcon;

/** What conversation it is, what it came to, and what can be done with the whole of it. */
final class ChatHeader extends VBox {
    private final FontIcon icon = Icons.icon(BootstrapIcons.CHAT_LEFT_TEXT, "kind-icon");
    private final Label name = new Label();
    private final Label about = new Label();
    private final HBox figures = new HBox();
    private final Button copy = new Button(Messages.text("sessions.copy"));
    private final Button export = new Button(Messages.text("sessions.export"));
    private final Button replay = new Button(Messages.text("sessions.replay"));
    private final TakingOut taking;
    private Consumer<String> replayed = session -> {};
    private @Nullable ConversationId shown;

    ChatHeader(Background background) {
        getStyleClass().add("run-header");
        taking = new TakingOut(background);
        name.getStyleClass().add("pane-title");
        name.setMinWidth(24);
        about.getStyleClass().add("place");
        about.setMinWidth(0);
        copy.getStyleClass().add("flat-tool");
        copy.setGraphic(Icons.icon(BootstrapIcons.CLIPBOARD));
        copy.setMinWidth(USE_PREF_SIZE);
        var forms = new ContextMenu(copying("sessions.copy.markdown", true), copying("sessions.copy.text", false));
        copy.setContextMenu(forms);
        copy.setOnAction(event -> forms.show(copy, Side.BOTTOM, 0, 0));
        export.getStyleClass().add("flat-tool");
        export.setGraphic(Icons.icon(BootstrapIcons.FILE_EARMARK_ARROW_DOWN));
        export.setMinWidth(USE_PREF_SIZE);
        export.setOnAction(event -> {
            if (shown != null) {
                taking.export(shown, getScene().getWindow());
            }
        });
        replay.getStyleClass().add("flat-tool");
        replay.setGraphic(Icons.icon(BootstrapIcons.ARROW_REPEAT));
        replay.setMinWidth(USE_PREF_SIZE);
        replay.setTooltip(Shortcut.TURNS.tooltip());
        replay.managedProperty().bind(replay.visibleProperty());
        replay.setOnAction(event -> {
            if (shown != null) {
                replayed.accept(shown.id());
            }
        });
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        var line = new HBox(icon, name, space, replay, copy, export);
        line.setAlignment(Pos.CENTER_LEFT);
        line.getStyleClass().add("run-title-line");
        figures.getStyleClass().add("run-totals");
        getChildren().addAll(line, figures, taking);
        setVisible(false);
    }

    private MenuItem copying(String key, boolean markdown) {
        var item = new MenuItem(Messages.text(key));
        item.setOnAction(event -> {
            if (shown != null) {
                taking.copy(shown, markdown);
            }
        });
        return item;
    }

    /** @param handler replays a session turn by turn */
    void onReplay(Consumer<String> handler) {
        replayed = handler;
    }

    void use(RunQueries queries) {
        taking.use(queries);
    }

    void show(@Nullable ConversationId of) {
        taking.stop();
        shown = of;
        setVisible(of != null);
        about.setText("");
        figures.getChildren().clear();
        if (of != null) {
            icon.setIconCode(of.kind() == Kind.USER ? BootstrapIcons.PERSON : BootstrapIcons.CHAT_LEFT_TEXT);
            replay.setVisible(of.kind() == Kind.SESSION);
            name.setText(of.id());
            name.setTooltip(new Tooltip(of.id()));
        }
    }

    void show(ConversationTotals totals, List<Entry> turns) {
        var of = shown;
        if (of == null) {
            return;
        }
        about.setText(about(of, totals, turns));
        about.setTooltip(new Tooltip(about.getText()));
        figures.getChildren().clear();
        if (totals.more()) {
            add(Messages.text("sessions.newest", Figures.count(ConversationTotals.MOST_RUNS)));
        }
        add(counted(totals.turns(), "sessions.turn", "sessions.turns.count"));
        add(counted(totals.runs(), "runs.title.one", "runs.title"));
        if (totals.errors() > 0) {
            add(counted(totals.errors(), "run.error.one", "run.errors"))
                    .getStyleClass()
                    .add("danger");
        }
        add(Figures.tokenTotal(totals.usage().total()));
        add(Figures.costOf(totals.usage()));
        if (totals.workNanos() > 0) {
            add(Messages.text("sessions.work", Figures.duration(totals.workNanos())));
        }
        figures.getChildren().add(about);
    }

    private Label add(String text) {
        var label = new Label(text);
        label.getStyleClass().add("figure");
        label.setMinWidth(USE_PREF_SIZE);
        if (!text.isEmpty()) {
            figures.getChildren().add(label);
        }
        return label;
    }

    static String counted(long count, String one, String many) {
        return count == 1 ? Messages.text(one) : Messages.text(many, Figures.count(count));
    }

    /** With whom, and from when to when. */
    private static String about(ConversationId of, ConversationTotals totals, List<Entry> turns) {
        var zone = ZoneId.systemDefault();
        var now = Instant.now();
        var when = Figures.time(Figures.instant(totals.firstNanos()), now, zone);
        var end = Figures.time(Figures.instant(totals.lastNanos()), now, zone);
        var time = when.equals(end) ? when : Messages.text("sessions.from.to", when, end);
        if (of.kind() == Kind.USER) {
            return Messages.text(
                    "sessions.about.user", counted(totals.sessions(), "sessions.title.one", "sessions.title"), time);
        }
        var names = turns.stream()
                .map(entry -> entry.run().name())
                .distinct()
                .limit(3)
                .collect(Collectors.joining(", "));
        var users = turns.stream()
                .map(entry -> entry.run().actor().userId())
                .filter(Objects::nonNull)
                .distinct()
                .limit(3)
                .collect(Collectors.joining(", "));
        return users.isEmpty()
                ? Messages.text("sessions.about.nobody", names, time)
                : Messages.text("sessions.about", names, users, time);
    }
}
