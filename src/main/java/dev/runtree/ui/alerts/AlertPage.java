package dev.runtree.ui.alerts;

import dev.runtree.alert.AlertEntry;
import dev.runtree.alert.AlertRule;
import dev.runtree.model.Figures;
import dev.runtree.ui.Messages;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** One alert: how it stands, who is told, and what can be done about it. */
final class AlertPage extends VBox {
    private final Label heading = new Label();
    private final Label rule = text("target-place");
    private final Label state = text("target-sentence");
    private final Label remark = text("receive-reason");
    private final Label tells = text("receive-note");
    private final Hyperlink behind = new Hyperlink();
    private final Said said = new Said();
    private final Button edit = new Button(Messages.text("alerts.edit"));
    private final Button pause = new Button();
    private final Button silence = new Button();
    private final Button test = new Button(Messages.text("alerts.test"));
    private final Button remove = new Button(Messages.text("alerts.remove"));
    private @Nullable AlertEntry shown;
    private boolean isSure;

    /** What a reader can do with an alert. */
    interface Deeds {
        void edit(AlertRule rule);

        void pause(AlertRule rule, boolean isPaused);

        void silence(AlertRule rule, boolean isSilenced);

        void test(AlertRule rule);

        void remove(AlertRule rule);

        void showBehind(AlertRule rule);
    }

    AlertPage(Deeds deeds) {
        getStyleClass().add("target-page");
        heading.getStyleClass().add("pane-title");
        behind.getStyleClass().add("link");
        behind.setMinWidth(USE_PREF_SIZE);
        edit.setOnAction(event -> with(deeds::edit));
        pause.setOnAction(event -> with(of -> deeds.pause(of, !of.isPaused())));
        silence.setOnAction(event -> with(of -> deeds.silence(of, !isSilenced())));
        test.setOnAction(event -> with(deeds::test));
        behind.setOnAction(event -> with(deeds::showBehind));
        remove.setOnAction(event -> {
            if (isSure) {
                unsure();
                with(deeds::remove);
            } else {
                isSure = true;
                remove.setText(Messages.text("alerts.remove.sure"));
                remove.getStyleClass().add("danger");
            }
        });
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        for (var button : buttons()) {
            button.setMinWidth(USE_PREF_SIZE);
        }
        var row = new HBox(edit, pause, silence, test, space, remove);
        row.getStyleClass().add("card-actions");
        var facts = new VBox(rule, state, remark, behind, tells);
        facts.getStyleClass().add("target-facts");
        setVgrow(facts, Priority.ALWAYS);
        getChildren().addAll(heading, facts, said, row);
        buttons().forEach(button -> button.setVisible(false));
        behind.setVisible(false);
    }

    private List<Button> buttons() {
        return List.of(edit, pause, silence, test, remove);
    }

    private void with(Consumer<AlertRule> deed) {
        var entry = shown;
        if (entry != null) {
            said.clear();
            deed.accept(entry.rule());
        }
    }

    private boolean isSilenced() {
        return shown != null && shown.isSilenced(Instant.now());
    }

    void show(AlertEntry entry) {
        var before = shown;
        if (before == null || !before.rule().name().equals(entry.rule().name())) {
            said.clear();
            unsure();
        }
        shown = entry;
        var now = Instant.now();
        var of = entry.rule();
        heading.setText(of.name());
        rule.setText(of.sentence() + (of.filter().isEmpty() ? "" : " · " + of.filter()));
        state.setText(AlertWords.sentence(entry, now));
        say(remark, remarks(entry, now));
        tells.setText(tells(of));
        behind.setText(Messages.text(AlertWords.runs(of) == null ? "alerts.behind.queue" : "alerts.behind.runs"));
        pause.setText(Messages.text(of.isPaused() ? "alerts.resume" : "alerts.pause"));
        silence.setText(Messages.text(isSilenced() ? "alerts.silence.end" : "alerts.silence"));
        silence.setDisable(of.isPaused());
        buttons().forEach(button -> button.setVisible(true));
        behind.setVisible(true);
    }

    private static String remarks(AlertEntry entry, Instant now) {
        var state = entry.state();
        if (entry.rule().isPaused() || state == null) {
            return "";
        }
        var lines = new StringBuilder();
        if (state.silencedUntil() != null && state.isSilenced(now)) {
            lines.append(Messages.text(
                            "alerts.silenced", Figures.time(state.silencedUntil(), now, ZoneId.systemDefault())))
                    .append('\n');
        }
        if (state.said() != null) {
            lines.append(Messages.text(state.isRead() ? "alerts.no.data" : "alerts.unread", state.said()))
                    .append('\n');
        }
        if (entry.isFiring() && state.otherwiseSince() != null) {
            lines.append(Messages.text(
                            "alerts.otherwise", Figures.time(state.otherwiseSince(), now, ZoneId.systemDefault())))
                    .append('\n');
        }
        if (state.trouble() != null) {
            lines.append(Messages.text("alerts.trouble", state.trouble()));
        }
        return lines.toString().strip();
    }

    private static String tells(AlertRule rule) {
        var command = rule.command();
        if (command.isEmpty()) {
            return Messages.text(rule.notifies() ? "alerts.tells.desktop" : "alerts.tells.window");
        }
        return Messages.text(rule.notifies() ? "alerts.tells.both" : "alerts.tells.command", String.join(" ", command));
    }

    void good(String text) {
        said.good(text);
    }

    void bad(String text) {
        said.bad(text);
    }

    private void unsure() {
        isSure = false;
        remove.setText(Messages.text("alerts.remove"));
        remove.getStyleClass().remove("danger");
    }

    private static void say(Label label, String words) {
        label.setText(words);
        label.setVisible(!words.isEmpty());
        label.setManaged(!words.isEmpty());
    }

    private static Label text(String styleClass) {
        var label = new Label();
        label.getStyleClass().add(styleClass);
        label.setWrapText(true);
        label.setMinHeight(USE_PREF_SIZE);
        return label;
    }
}
