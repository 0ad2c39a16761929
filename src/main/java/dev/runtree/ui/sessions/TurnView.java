package dev.runtree.ui.sessions;

import dev.runtree.model.Figures;
import dev.runtree.model.Run;
import dev.runtree.model.RunStatus;
import dev.runtree.model.SpanId;
import dev.runtree.ui.Icons;
import dev.runtree.ui.Messages;
import dev.runtree.ui.WrappedLabel;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** A turn as a chat has it: who asked what, who answered what, and the run that made the answer. */
final class TurnView extends VBox {

    /** What can be done in a turn. */
    interface Actions {
        void open(Run run);

        void open(Run run, SpanId step);

        void fold(Entry entry);

        void openSession(String session);
    }

    TurnView() {
        getStyleClass().add("turn");
    }

    /** A cell asks without a width how high it is to be. */
    @Override
    protected double computePrefHeight(double width) {
        return super.computePrefHeight(width < 0 ? getPrefWidth() : width);
    }

    void show(Entry entry, Actions actions) {
        var turn = entry.shown();
        var run = entry.run();
        getChildren().clear();
        if (entry.session() != null) {
            getChildren().add(session(entry.session(), actions));
        }
        getChildren().add(asked(turn));
        getChildren().add(answered(entry, turn, actions));
        setAccessibleText(run.name());
    }

    private static Node session(String id, Actions actions) {
        if (id.isEmpty()) {
            var none = new Label(Messages.text("sessions.none.here"));
            none.getStyleClass().add("session-begins");
            return none;
        }
        var button = new Button(id);
        button.setMnemonicParsing(false);
        button.getStyleClass().addAll("link-button", "session-begins");
        button.setGraphic(Icons.icon(BootstrapIcons.CHAT_LEFT_TEXT));
        button.setFocusTraversable(false);
        button.setMaxWidth(USE_PREF_SIZE);
        button.setMinWidth(0);
        button.setTooltip(new Tooltip(Messages.text("sessions.show", id)));
        button.setOnAction(event -> actions.openSession(id));
        return button;
    }

    private static Node asked(Turn turn) {
        var user = turn.run().actor().userId();
        var name = user == null ? Messages.text("sessions.somebody") : user;
        var says = new VBox(who(name, null, turn.run().startNanos()));
        says.getStyleClass().add("said");
        says.getChildren().add(turn.asked() == null ? unsaid("sessions.unasked") : Words.typed(turn.asked()));
        return row(new AskerLetter(name), says);
    }

    private static Node answered(Entry entry, Turn turn, Actions actions) {
        var run = turn.run();
        var says = new VBox(who(run.name(), run.model(), run.endNanos()));
        says.getStyleClass().add("said");
        if (entry.failure() != null) {
            says.getChildren().add(failed(Messages.text("sessions.unread", entry.failure())));
        } else if (turn.answered() != null) {
            says.getChildren().add(Words.answered(turn.answered()));
        } else if (run.status() == RunStatus.ERROR && run.error() != null) {
            says.getChildren().add(failed(run.error()));
        } else if (run.endNanos() != null) {
            says.getChildren().add(unsaid("sessions.unanswered"));
        }
        if (!turn.calls().isEmpty()) {
            says.getChildren()
                    .add(new CallChips(
                            turn, entry.isOpen(), () -> actions.fold(entry), step -> actions.open(run, step)));
        } else if (turn.areCallsLeftOut()) {
            says.getChildren().add(unsaid("sessions.calls.unread"));
        }
        says.getChildren().add(new RunCard(run, turn.waitsFor(), () -> actions.open(run)));
        var kind = new StackPane(Icons.icon(Icons.of(run.type()), "run-kind", Icons.kindClass(run.type())));
        kind.getStyleClass().add("answer-avatar");
        return row(kind, says);
    }

    private static Label failed(String text) {
        var label = new WrappedLabel(text);
        label.getStyleClass().add("turn-error");
        label.setMinHeight(USE_PREF_SIZE);
        return label;
    }

    private static Label unsaid(String key) {
        var label = new WrappedLabel(Messages.text(key));
        label.getStyleClass().add("unsaid");
        return label;
    }

    private static Node who(String name, @Nullable String model, @Nullable Long nanos) {
        var who = new Label(name);
        who.getStyleClass().add("who");
        who.setMinWidth(16);
        var line = new HBox(who);
        line.getStyleClass().add("who-line");
        if (model != null) {
            var label = new WrappedLabel(model);
            label.getStyleClass().add("figure");
            label.setMinWidth(0);
            line.getChildren().add(label);
        }
        if (nanos != null) {
            var time = new Label(Figures.time(Figures.instant(nanos), Instant.now(), ZoneId.systemDefault()));
            time.getStyleClass().add("figure");
            time.setMinWidth(USE_PREF_SIZE);
            time.setTooltip(new Tooltip(Figures.exactTime(nanos)));
            line.getChildren().add(time);
        }
        return line;
    }

    private static Node row(Node avatar, Node said) {
        HBox.setHgrow(said, Priority.ALWAYS);
        var row = new HBox(avatar, said);
        row.getStyleClass().add("turn-row");
        return row;
    }

    /** All that is said in it, for the clipboard of a single turn and for screen readers. */
    static String spoken(Entry entry) {
        var turn = entry.shown();
        return Messages.text(
                "sessions.spoken",
                String.valueOf(entry.number()),
                Objects.requireNonNullElse(turn.asked(), ""),
                turn.run().name(),
                Objects.requireNonNullElse(turn.answered(), ""),
                turn.run().status().word(),
                failedTools(turn.calls()));
    }

    private static String failedTools(List<Call> calls) {
        var failed =
                calls.stream().filter(Call::failed).map(Call::tool).distinct().toList();
        return failed.isEmpty() ? "" : Messages.text("sessions.spoken.failed", String.join(", ", failed));
    }
}
