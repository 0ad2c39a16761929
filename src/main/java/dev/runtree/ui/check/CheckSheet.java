package dev.runtree.ui.check;

import dev.runtree.check.CheckLimits;
import dev.runtree.check.CheckSettings;
import dev.runtree.check.Mode;
import dev.runtree.model.Figures;
import dev.runtree.ui.Messages;
import dev.runtree.ui.Veil;
import dev.runtree.ui.WrappedLabel;
import dev.runtree.ui.replay.BoundFields;
import dev.runtree.ui.replay.Refused;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Asks how cases are checked, and says before that which of them ask a model, and where all of them stop. */
final class CheckSheet extends StackPane {
    static final KeyCombination START = KeyCombination.valueOf("Shortcut+Enter");

    private final List<CaseFile> cases;
    private final Map<String, String> environment;
    private final Consumer<CheckRequest> begin;
    private final Runnable hide;
    private final RadioButton asWritten = radio("checks.mode.written", "checksAsWritten");
    private final RadioButton recorded = radio("checks.mode.recorded", "checksRecorded");
    private final RadioButton live = radio("checks.mode.live", "checksLive");
    private final TextField model = new TextField();
    private final CheckBox strict = new CheckBox(Messages.text("checks.strict"));
    private final BoundFields bounds = new BoundFields("checks.bound.calls");
    private final Label told = new WrappedLabel();
    private final Label wrong = new WrappedLabel();
    private final Button go = new Button(Messages.text("many.go"));
    private @Nullable CheckRequest ready;

    /**
     * @param before what was said the last time
     * @param begin told what the reader wants; the sheet has done its work then
     * @param hide takes the sheet away
     */
    CheckSheet(List<CaseFile> cases, CheckSettings before, Consumer<CheckRequest> begin, Runnable hide) {
        this.cases = List.copyOf(cases);
        environment = before.environment();
        this.begin = begin;
        this.hide = hide;
        getStyleClass().addAll("veil", "replay-veil");
        getChildren().add(card());
        Veil.closeByEscape(this, hide);
        addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (START.match(event)) {
                go.fire();
                event.consume();
            }
        });
        fill(before);
        look();
    }

    private static RadioButton radio(String key, String id) {
        var button = new RadioButton(Messages.text(key));
        button.setId(id);
        button.setWrapText(true);
        button.setMinHeight(USE_PREF_SIZE);
        return button;
    }

    private VBox card() {
        var head = new Label(Messages.text("checks.sheet.title", Figures.counted(cases.size(), "case")));
        head.getStyleClass().add("question-title");
        var group = new ToggleGroup();
        for (var button : new RadioButton[] {asWritten, recorded, live}) {
            button.setToggleGroup(group);
        }
        model.setId("checksModel");
        model.setPromptText(Messages.text("fork.model.unknown"));
        model.setAccessibleText(Messages.text("fork.model"));
        strict.setWrapText(true);
        strict.setMinHeight(USE_PREF_SIZE);
        var asked =
                new VBox(title("fork.model"), model, hint("fork.model.hint"), strict, title("checks.bounds"), bounds);
        asked.getStyleClass().add("fork-choices");
        asked.managedProperty().bind(asked.visibleProperty());
        asked.visibleProperty().bind(recorded.selectedProperty().not());
        var choices = new VBox(asWritten, recorded, live, asked);
        choices.getStyleClass().add("fork-choices");
        told.setId("checksTold");
        told.getStyleClass().add("many-told");
        wrong.setId("checksWrong");
        wrong.getStyleClass().add("replay-wrong");
        for (var label : new Label[] {told, wrong}) {
            label.setMinHeight(USE_PREF_SIZE);
            label.managedProperty().bind(label.visibleProperty());
        }
        group.selectedToggleProperty().subscribe((before, now) -> look());
        model.textProperty().subscribe((before, now) -> look());
        strict.selectedProperty().subscribe((before, now) -> look());
        bounds.usually(Messages.text("checks.bound.usual"));
        bounds.onChanged(this::look);
        var card = new VBox(head, choices, told, wrong, buttons());
        card.getStyleClass().addAll("question-card", "replay-card", "many-card");
        card.setMaxHeight(USE_PREF_SIZE);
        return card;
    }

    private HBox buttons() {
        go.setId("checksGo");
        go.getStyleClass().add("accent");
        go.setDefaultButton(true);
        go.setOnAction(event -> begin());
        var no = new Button(Messages.text("cancel"));
        no.setOnAction(event -> hide.run());
        var buttons = new HBox(go, no);
        buttons.getStyleClass().add("card-actions");
        return buttons;
    }

    private static Node title(String key) {
        var label = new Label(Messages.text(key));
        label.getStyleClass().add("edited-name");
        return label;
    }

    private static Node hint(String key) {
        var hint = new WrappedLabel(Messages.text(key));
        hint.getStyleClass().add("hint");
        hint.setMinHeight(USE_PREF_SIZE);
        return hint;
    }

    private void fill(CheckSettings before) {
        (switch (before.mode()) {
                    case RECORDED -> recorded;
                    case LIVE_MODEL -> live;
                    case null -> asWritten;
                })
                .setSelected(true);
        model.setText(before.model() == null ? "" : before.model());
        strict.setSelected(before.isStrict());
        bounds.fill(
                before.limits().steps(), before.limits().cost(), before.limits().time());
    }

    void focus() {
        go.requestFocus();
    }

    private void look() {
        try {
            var request = new CheckRequest(cases, settings());
            told.setText(CheckWords.before(request));
            wrong.setText("");
            ready = request;
        } catch (Refused e) {
            wrong.setText(String.valueOf(e.getMessage()));
            ready = null;
        }
        told.setVisible(ready != null);
        wrong.setVisible(ready == null);
        go.setDisable(ready == null);
    }

    private CheckSettings settings() {
        var word = model.getText().strip();
        var isLive = !recorded.isSelected();
        return new CheckSettings(
                recorded.isSelected() ? Mode.RECORDED : live.isSelected() ? Mode.LIVE_MODEL : null,
                isLive && !word.isEmpty() ? word : null,
                isLive && strict.isSelected(),
                isLive
                        ? new CheckLimits(
                                bounds.count("fork.bound.calls.wrong", BoundFields.MOST),
                                bounds.dollars(),
                                bounds.time())
                        : CheckLimits.NONE,
                environment);
    }

    private void begin() {
        var request = ready;
        if (request != null) {
            hide.run();
            begin.accept(request);
        }
    }
}
