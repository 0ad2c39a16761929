package dev.runtree.ui.replay;

import dev.runtree.ui.Icons;
import dev.runtree.ui.Messages;
import dev.runtree.ui.WrappedLabel;
import dev.runtree.ui.replay.ForkChoices.Tools;
import java.io.File;
import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** Where the reader says how a fork goes on: whom it asks, who answers the tools, and how far it may go. */
final class ForkChoicesPane extends VBox {
    private static final Pattern TIME = Pattern.compile("(\\d{1,6})\\s*(s|m|h)");
    private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,5}");
    private static final Pattern DOLLARS = Pattern.compile("\\d{1,6}(?:\\.\\d{1,6})?");

    private final TextField model = new TextField();
    private final Map<Tools, RadioButton> tools = new EnumMap<>(Tools.class);
    private final TextField agent = new TextField();
    private final TextField calls = new TextField();
    private final TextField cost = new TextField();
    private final TextField time = new TextField();
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
        goingOn.getChildren().addAll(file(), title("fork.bounds"), bounds());
        group.selectToggle(button(Tools.RECORDED));
        group.selectedToggleProperty().subscribe((before, now) -> changed.run());
        for (var field : new TextField[] {model, agent, calls, cost, time}) {
            field.textProperty().subscribe((before, now) -> changed.run());
        }
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

    private GridPane bounds() {
        var grid = new GridPane();
        grid.getStyleClass().add("fork-bounds");
        field(grid, 0, "fork.bound.calls", calls);
        field(grid, 1, "fork.bound.cost", cost);
        field(grid, 2, "fork.bound.time", time);
        cost.setPromptText(Messages.text("fork.bound.none"));
        time.setPromptText(Messages.text("fork.bound.none"));
        return grid;
    }

    private static void field(GridPane grid, int column, String key, TextField field) {
        var label = new Label(Messages.text(key));
        label.getStyleClass().add("hint");
        label.setLabelFor(field);
        field.setAccessibleText(Messages.text(key));
        field.setPrefColumnCount(8);
        field.setMinWidth(60);
        GridPane.setHgrow(field, Priority.ALWAYS);
        grid.add(label, column, 0);
        grid.add(field, column, 1);
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
        calls.setPromptText(String.valueOf(usual));
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
                read(calls, NUMBER, "fork.bound.calls.wrong") == null
                        ? null
                        : Integer.valueOf(calls.getText().strip()),
                dollars(),
                limit());
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

    private @Nullable BigDecimal dollars() {
        var text = read(cost, DOLLARS, "fork.bound.cost.wrong");
        var amount = text == null ? null : new BigDecimal(text);
        if (amount != null && amount.signum() == 0) {
            throw new Refused(Messages.text("fork.bound.cost.wrong", cost.getText()));
        }
        return amount;
    }

    private @Nullable Duration limit() {
        var text = read(time, TIME, "fork.bound.time.wrong");
        if (text == null) {
            return null;
        }
        var match = TIME.matcher(text);
        if (!match.matches() || Long.parseLong(match.group(1)) == 0) {
            throw new Refused(Messages.text("fork.bound.time.wrong", text));
        }
        var number = Long.parseLong(match.group(1));
        return switch (match.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
        };
    }

    /** What stands in a field; {@code null} where nothing does. */
    private static @Nullable String read(TextField field, Pattern form, String wrong) {
        var text = field.getText().strip().toLowerCase(Locale.ROOT);
        if (text.isEmpty()) {
            return null;
        }
        if (!form.matcher(text).matches()) {
            throw new Refused(Messages.text(wrong, field.getText()));
        }
        return text;
    }
}
