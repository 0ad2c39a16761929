package dev.runtree.ui.check;

import dev.runtree.check.Mode;
import dev.runtree.check.NewCase;
import dev.runtree.ui.Icons;
import dev.runtree.ui.Messages;
import dev.runtree.ui.WrappedLabel;
import dev.runtree.ui.replay.Refused;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
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

/** Where the reader says which file a case is put into, and how it is replayed. */
final class CaseChoices extends VBox {
    private final TextField file = new TextField();
    private final TextField model = new TextField();
    private final CheckBox redacted = new CheckBox(Messages.text("checks.save.redact"));
    private final Map<Way, RadioButton> ways = new EnumMap<>(Way.class);
    private final CaseSheet.Wish wish;
    private final Path folder;

    /** How it is replayed. */
    private enum Way {
        RECORDED("checks.save.recorded"),
        LIVE("checks.save.live"),
        FROM_STEP("checks.save.from"),
        ALONE("checks.save.alone");

        private final String key;

        Way(String key) {
            this.key = key;
        }
    }

    /**
     * @param folder where it is put unless the reader says otherwise
     * @param changed called after each change
     */
    CaseChoices(CaseSheet.Wish wish, Path folder, Runnable changed) {
        this.wish = wish;
        this.folder = folder;
        getStyleClass().add("fork-choices");
        file.setId("caseFile");
        file.setAccessibleText(Messages.text("checks.save.file"));
        model.setId("caseModel");
        model.setAccessibleText(Messages.text("fork.model"));
        model.setPromptText(
                wish.run().model() == null
                        ? Messages.text("fork.model.unknown")
                        : Messages.text("fork.model.recorded", wish.run().model()));
        redacted.setWrapText(true);
        redacted.setMinHeight(USE_PREF_SIZE);
        getChildren().addAll(title("checks.save.file"), file(), title("checks.save.way"));
        addWays(changed);
        getChildren().addAll(asked(), redacted);
        file.textProperty().subscribe((before, now) -> changed.run());
        model.textProperty().subscribe((before, now) -> changed.run());
        redacted.selectedProperty().subscribe((before, now) -> changed.run());
    }

    private static Label title(String key) {
        var label = new Label(Messages.text(key));
        label.getStyleClass().add("edited-name");
        return label;
    }

    private HBox file() {
        HBox.setHgrow(file, Priority.ALWAYS);
        var choose = new Button(Messages.text("fork.agent.choose"), Icons.icon(BootstrapIcons.FOLDER2_OPEN));
        choose.setMinWidth(USE_PREF_SIZE);
        choose.setOnAction(event -> choose());
        var line = new HBox(file, choose);
        line.getStyleClass().add("fork-agent");
        return line;
    }

    private void choose() {
        var chooser = new FileChooser();
        chooser.setTitle(Messages.text("checks.save.file"));
        chooser.getExtensionFilters()
                .add(new FileChooser.ExtensionFilter(Messages.text("checks.files"), "*.yaml", "*.yml"));
        var now = Path.of(file.getText());
        chooser.setInitialFileName(String.valueOf(now.getFileName()));
        var parent = now.getParent();
        if (parent != null && parent.toFile().isDirectory()) {
            chooser.setInitialDirectory(parent.toFile());
        }
        var chosen = chooser.showSaveDialog(getScene().getWindow());
        if (chosen != null) {
            file.setText(chosen.getPath());
        }
    }

    private void addWays(Runnable changed) {
        var group = new ToggleGroup();
        for (var way : Way.values()) {
            if (isOffered(way)) {
                var button = new RadioButton(words(way));
                button.setId("case" + way.name());
                button.setToggleGroup(group);
                button.setWrapText(true);
                button.setMinHeight(USE_PREF_SIZE);
                ways.put(way, button);
                getChildren().add(button);
            }
        }
        group.selectToggle(button(wish.isFromStep() ? Way.FROM_STEP : wish.isFork() ? Way.LIVE : Way.RECORDED));
        group.selectedToggleProperty().subscribe((before, now) -> changed.run());
    }

    private boolean isOffered(Way way) {
        return switch (way) {
            case RECORDED, LIVE -> true;
            case FROM_STEP -> wish.step() != null;
            case ALONE -> wish.isModelCall();
        };
    }

    private String words(Way way) {
        var step = wish.step();
        return switch (way) {
            case RECORDED, ALONE -> Messages.text(way.key);
            case LIVE -> Messages.text(wish.isFork() ? "checks.save.live.fork" : way.key);
            case FROM_STEP -> Messages.text(way.key, step == null ? "" : step.spanName());
        };
    }

    private VBox asked() {
        var hint = new WrappedLabel(Messages.text("checks.save.model.hint"));
        hint.getStyleClass().add("hint");
        hint.setMinHeight(USE_PREF_SIZE);
        var asked = new VBox(title("fork.model"), model, hint);
        asked.getStyleClass().add("fork-choices");
        asked.managedProperty().bind(asked.visibleProperty());
        asked.visibleProperty().bind(button(Way.RECORDED).selectedProperty().not());
        return asked;
    }

    private RadioButton button(Way way) {
        return Objects.requireNonNull(ways.get(way), way.name());
    }

    private boolean is(Way way) {
        var button = ways.get(way);
        return button != null && button.isSelected();
    }

    /** Writes a name into the field, as long as nobody else has. */
    void name(Path free) {
        if (file.getText().isEmpty()) {
            file.setText(free.toString());
            file.selectRange(
                    free.toString().length()
                            - String.valueOf(free.getFileName()).length(),
                    free.toString().length() - ".yaml".length());
        }
    }

    boolean isRedacted() {
        return redacted.isSelected();
    }

    /** @throws Refused when there is no file that it could be put into */
    NewCase.Wanted wanted() {
        var word = model.getText().strip();
        var isLive = !is(Way.RECORDED);
        return new NewCase.Wanted(
                path(),
                true,
                isLive ? Mode.LIVE_MODEL : Mode.RECORDED,
                isLive && !word.isEmpty() ? word : null,
                from(),
                null,
                is(Way.ALONE));
    }

    private @Nullable String from() {
        var step = wish.step();
        return step != null && (is(Way.FROM_STEP) || is(Way.ALONE)) ? step.id().spanId() : null;
    }

    private Path path() {
        var name = file.getText().strip();
        if (!name.matches(".+\\.ya?ml")) {
            throw new Refused(Messages.text("checks.save.file.wrong", name));
        }
        try {
            return folder.resolve(name).normalize();
        } catch (InvalidPathException e) {
            throw new Refused(Messages.text("fork.agent.wrong", name), e);
        }
    }

    void focus() {
        file.requestFocus();
    }
}
