package dev.runtree.ui.replay;

import dev.runtree.ui.Icons;
import dev.runtree.ui.Messages;
import dev.runtree.ui.WrappedLabel;
import dev.runtree.ui.replay.ForkChoices.Tools;
import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** Where the reader says how a fork goes on: whom it asks, who answers the tools, and how far it may go. */
final class ForkChoicesPane extends VBox {
    private final TextField model = new TextField();
    private final Map<Tools, RadioButton> tools = new EnumMap<>(Tools.class);
    private final TextField agent = new TextField();
    private final BoundFields bounds = new BoundFields("fork.bound.calls");
    private final VBox goingOn = new VBox();

    /** @param changed called after each change */
    ForkChoicesPane(Runnable changed) {
        getStyleClass().add("fork-choices");
        model.setId("forkModel");
        model.setAccessibleText(Messages.text("fork.model"));
        var hint = new WrappedLabel(Messages.text("fork.model.hint"));
        hint.getStyleClass().add("hint");
        hint.setMinHeight(USE_PREF_SIZE);
        goingOn.getStyleClass().add("fork-choices");
        goingOn.managedProperty().bind(goingOn.visibleProperty());
        goingOn.getChildren().add(title("fork.tools.answer"));
        getChildren().addAll(title("fork.model"), model, hint, goingOn);
        var group = new ToggleGroup();
        for (var each : Tools.values()) {
            var button = new RadioButton(each.words());
            button.setId("forkTools" + each.name());
            button.setToggleGroup(group);
            button.setWrapText(true);
            button.setMinHeight(USE_PREF_SIZE);
            tools.put(each, button);
            goingOn.getChildren().add(button);
        }
        goingOn.getChildren().addAll(file(), title("fork.bounds"), bounds);
        group.selectToggle(button(Tools.RECORDED));
        group.selectedToggleProperty().subscribe((before, now) -> changed.run());
        for (var field : new TextField[] {model, agent}) {
            field.textProperty().subscribe((before, now) -> changed.run());
        }
        bounds.onChanged(changed);
    }

    private RadioButton button(Tools wanted) {
        return Objects.requireNonNull(tools.get(wanted), wanted.name());
    }

    private static Label title(String key) {
        var label = new Label(Messages.text(key));
        label.getStyleClass().add("edited-name");
        return label;
    }

    private HBox file() {
        agent.setPromptText(Messages.text("fork.agent"));
        agent.setAccessibleText(Messages.text("fork.agent"));
        agent.setId("forkAgent");
        HBox.setHgrow(agent, Priority.ALWAYS);
        var choose = new Button(Messages.text("fork.agent.choose"), Icons.icon(BootstrapIcons.FOLDER2_OPEN));
        choose.setMinWidth(USE_PREF_SIZE);
        choose.setOnAction(event -> choose());
        var line = new HBox(agent, choose);
        line.getStyleClass().add("fork-agent");
        var live = button(Tools.LIVE);
        line.managedProperty().bind(live.selectedProperty());
        line.visibleProperty().bind(live.selectedProperty());
        return line;
    }

    private void choose() {
        var chooser = new FileChooser();
        chooser.setTitle(Messages.text("fork.agent"));
        chooser.getExtensionFilters()
                .add(new FileChooser.ExtensionFilter(Messages.text("fork.agent.files"), "*.yaml", "*.yml"));
        File file = chooser.showOpenDialog(getScene().getWindow());
        if (file != null) {
            agent.setText(file.getPath());
        }
    }

    /** Of a model call by itself nothing goes on behind its answer. */
    void alone(boolean now) {
        goingOn.setVisible(!now);
        if (now) {
            button(Tools.RECORDED).setSelected(true);
        }
    }

    /**
     * What holds where nothing is chosen.
     *
     * @param recorded the model that was asked; {@code null} where the record does not tell it
     * @param usual how many model calls may be made
     */
    void defaults(@Nullable String recorded, int usual) {
        model.setPromptText(
                recorded == null
                        ? Messages.text("fork.model.unknown")
                        : Messages.text("fork.model.recorded", recorded));
        bounds.usually(usual);
    }

    /** @throws Refused when something in it cannot be read */
    ForkChoices choices() {
        var name = model.getText().strip();
        var chosen = tools.entrySet().stream()
                .filter(entry -> entry.getValue().isSelected())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(Tools.RECORDED);
        return new ForkChoices(
                name.isEmpty() ? null : name,
                chosen,
                chosen == Tools.LIVE ? agentFile() : null,
                bounds.count("fork.bound.calls.wrong", BoundFields.MOST),
                bounds.dollars(),
                bounds.time());
    }

    private Path agentFile() {
        var text = agent.getText().strip();
        if (text.isEmpty()) {
            throw new Refused(Messages.text("fork.agent.missing"));
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new Refused(Messages.text("fork.agent.wrong", text), e);
        }
    }
}
