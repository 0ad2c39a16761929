package dev.runtree.ui.agents;

import dev.runtree.agent.Team;
import dev.runtree.ui.Icons;
import dev.runtree.ui.Messages;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** What stands above a chat: with whom, as whom, in which session. */
final class TalkHead extends VBox {
    /** In less, the button for a new session has no words. */
    private static final double ROOM = 450;

    private final StackPane icon = new StackPane();
    private final Label name = new Label();
    private final Label state = new Label();
    private final Label has = new Label();
    private final ComboBox<String> user = new ComboBox<>();
    private final ComboBox<String> session = new ComboBox<>();
    private boolean showing;

    /**
     * @param users told who asks from now on
     * @param sessions told in which session
     * @param fresh begins a session
     * @param fill told to offer users and sessions that there are
     */
    TalkHead(Consumer<String> users, Consumer<String> sessions, Runnable fresh, Runnable fill) {
        getStyleClass().add("talk-head");
        name.getStyleClass().add("pane-title");
        name.setMinWidth(30);
        state.getStyleClass().add("file-state");
        state.setMinWidth(USE_PREF_SIZE);
        has.getStyleClass().add("session-asked");
        has.setMinWidth(0);
        var begin = new Button(Messages.text("agents.session.new"));
        begin.setGraphic(Icons.icon(BootstrapIcons.PLUS));
        begin.setMinWidth(USE_PREF_SIZE);
        begin.getStyleClass().add("small");
        begin.setTooltip(new Tooltip(Messages.text("agents.session.new") + "   " + AgentKeys.NEW_SESSION.keys()));
        begin.setAccessibleText(Messages.text("agents.session.new"));
        begin.setOnAction(event -> fresh.run());
        widthProperty()
                .subscribe(width -> begin.setContentDisplay(
                        width.doubleValue() < ROOM ? ContentDisplay.GRAPHIC_ONLY : ContentDisplay.LEFT));
        var first = new HBox(icon, name, state, has);
        first.getStyleClass().add("talk-line");
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        var whose = labelled("agents.user", user);
        var which = labelled("agents.session", session);
        HBox.setHgrow(which, Priority.SOMETIMES);
        var second = new HBox(whose, which, space, begin);
        second.getStyleClass().add("talk-line");
        getChildren().addAll(first, second);
        setMinWidth(0);
        picker(user, users, fill, 104, 76);
        picker(session, sessions, fill, 168, 96);
        session.setMaxWidth(300);
        HBox.setHgrow(session, Priority.ALWAYS);
    }

    private static HBox labelled(String key, ComboBox<String> box) {
        var label = new Label(Messages.text(key));
        label.getStyleClass().add("fact");
        label.setMinWidth(USE_PREF_SIZE);
        label.setLabelFor(box);
        box.setAccessibleText(Messages.text(key));
        var both = new HBox(label, box);
        both.getStyleClass().add("talk-pick");
        return both;
    }

    private void picker(ComboBox<String> box, Consumer<String> chosen, Runnable fill, double width, double least) {
        box.setEditable(true);
        box.setPrefWidth(width);
        box.setMinWidth(least);
        var whole = new Tooltip();
        whole.textProperty().bind(box.valueProperty());
        box.setTooltip(whole);
        box.getStyleClass().add("talk-picker");
        box.setOnShowing(event -> fill.run());
        box.setOnAction(event -> {
            var value = box.getValue();
            if (!showing && value != null && !value.isBlank()) {
                chosen.accept(value.strip());
            }
        });
    }

    void show(OpenFile file, FileState now, String who, String where) {
        showing = true;
        icon.getChildren()
                .setAll(
                        file.mistake() == null
                                ? Icons.icon(Icons.of(file.type()), "run-kind", Icons.kindClass(file.type()))
                                : Icons.icon(BootstrapIcons.X_OCTAGON_FILL, "run-status", "status-error"));
        name.setText(file.name());
        name.setTooltip(new Tooltip(file.path().toString()));
        state.setText(now.word());
        state.getStyleClass().removeIf(each -> each.startsWith("state-"));
        state.getStyleClass().add("state-" + now.name().toLowerCase(java.util.Locale.ROOT));
        has.setText(file.mistake() != null ? "" : has(file));
        has.setTooltip(has.getText().isEmpty() ? null : new Tooltip(has.getText()));
        user.setValue(who);
        session.setValue(where);
        showing = false;
    }

    private static String has(OpenFile file) {
        var names = file.component() instanceof Team team
                ? team.members().stream()
                        .map(member -> member.component().name())
                        .toList()
                : file.tools();
        return FileCell.has(file) + (names.isEmpty() ? "" : ": " + String.join(", ", names));
    }

    /** Offers these. */
    void offer(List<String> users, List<String> sessions) {
        showing = true;
        keep(user, users);
        keep(session, sessions);
        showing = false;
    }

    private static void keep(ComboBox<String> box, List<String> values) {
        var value = box.getValue();
        box.getItems().setAll(values);
        box.setValue(value);
    }
}
