package dev.runtree.ui.export;

import dev.runtree.export.training.LineUnit;
import dev.runtree.export.training.TrainingChoices;
import dev.runtree.export.training.TrainingChoices.LeastScore;
import dev.runtree.export.training.TrainingFormat;
import dev.runtree.ui.ChoiceWords;
import dev.runtree.ui.Messages;
import dev.runtree.ui.WrappedLabel;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import javafx.collections.FXCollections;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** What is asked of training data alone: what becomes a line, what is left out, and into how many files it goes. */
public final class TrainingFields extends VBox {
    private static final String KEPT = "export.training.";
    private static final BigDecimal PERCENT = BigDecimal.valueOf(100);
    private static final int FEW_DIGITS = 5;
    private static final int NAME = 12;

    private final ComboBox<LineUnit> per = new ComboBox<>(FXCollections.observableArrayList(LineUnit.values()));
    private final CheckBox lastCall = box("last-call");
    private final CheckBox onlyOk = box("only-ok");
    private final CheckBox scored = box("scored");
    private final TextField least = field("least", FEW_DIGITS);
    private final TextField score = field("score", NAME);
    private final CheckBox unique = box("unique");
    private final CheckBox replays = box("replays");
    private final CheckBox reasoning = box("reasoning");
    private final CheckBox split = box("split");
    private final TextField train = field("train", FEW_DIGITS);

    /**
     * @param kept what was chosen before, as the settings have it
     * @param changed called after each change
     */
    public TrainingFields(Map<String, String> kept, Runnable changed) {
        getStyleClass().add("training-fields");
        per.setId("training-per");
        per.setAccessibleText(Messages.text("export.training.per"));
        per.setConverter(new ChoiceWords<>(unit -> Messages.text("export.training.per." + unit.word())));
        lastCall.managedProperty().bind(lastCall.visibleProperty());
        lastCall.visibleProperty().bind(per.valueProperty().map(unit -> unit == LineUnit.CALL));
        restore(kept);
        scored.selectedProperty().subscribe(on -> {
            least.setDisable(!on);
            score.setDisable(!on);
        });
        split.selectedProperty().subscribe(on -> train.setDisable(!on));
        var note = new WrappedLabel(Messages.text("export.training.note"));
        note.getStyleClass().add("copy-told");
        note.setMinHeight(USE_PREF_SIZE);
        getChildren()
                .addAll(
                        line(new Label(Messages.text("export.training.per")), per),
                        lastCall,
                        onlyOk,
                        line(scored, least, new Label(Messages.text("export.training.by")), score),
                        unique,
                        replays,
                        reasoning,
                        line(split, train, new Label(Messages.text("export.training.percent"))),
                        note);
        per.valueProperty().subscribe((before, now) -> changed.run());
        for (var box : new CheckBox[] {lastCall, onlyOk, scored, unique, replays, reasoning, split}) {
            box.selectedProperty().subscribe((before, now) -> changed.run());
        }
        for (var field : new TextField[] {least, score, train}) {
            field.textProperty().subscribe((before, now) -> changed.run());
        }
    }

    private static CheckBox box(String name) {
        var box = new CheckBox(Messages.text(KEPT + name));
        box.setId("training-" + name);
        return box;
    }

    private static TextField field(String name, int columns) {
        var field = new TextField();
        field.setId("training-" + name);
        field.setAccessibleText(Messages.text(KEPT + name));
        field.setPromptText(Messages.text(KEPT + name + ".prompt"));
        field.setPrefColumnCount(columns);
        return field;
    }

    private static HBox line(javafx.scene.Node... nodes) {
        var line = new HBox(nodes);
        line.getStyleClass().add("copy-line");
        return line;
    }

    private void restore(Map<String, String> kept) {
        per.setValue(LineUnit.CONVERSATION);
        for (var unit : LineUnit.values()) {
            if (unit.word().equals(kept.get(KEPT + "per"))) {
                per.setValue(unit);
            }
        }
        lastCall.setSelected(isOn(kept, "last-call"));
        onlyOk.setSelected(isOn(kept, "only-ok"));
        scored.setSelected(isOn(kept, "scored"));
        least.setText(kept.getOrDefault(KEPT + "least", ""));
        score.setText(kept.getOrDefault(KEPT + "score", ""));
        unique.setSelected(!"off".equals(kept.get(KEPT + "unique")));
        replays.setSelected(isOn(kept, "replays"));
        reasoning.setSelected(isOn(kept, "reasoning"));
        split.setSelected(isOn(kept, "split"));
        train.setText(kept.getOrDefault(KEPT + "train", "90"));
    }

    private static boolean isOn(Map<String, String> kept, String name) {
        return "on".equals(kept.get(KEPT + name));
    }

    /** What is chosen, for the settings; an empty text where it is what stands there from the start. */
    public Map<String, String> kept() {
        var kept = new HashMap<String, String>();
        kept.put(
                KEPT + "per",
                per.getValue() == LineUnit.CONVERSATION ? "" : per.getValue().word());
        keep(kept, "last-call", lastCall);
        keep(kept, "only-ok", onlyOk);
        keep(kept, "scored", scored);
        kept.put(KEPT + "least", least.getText().strip());
        kept.put(KEPT + "score", score.getText().strip());
        kept.put(KEPT + "unique", unique.isSelected() ? "" : "off");
        keep(kept, "replays", replays);
        keep(kept, "reasoning", reasoning);
        keep(kept, "split", split);
        kept.put(KEPT + "train", train.getText().strip());
        return kept;
    }

    private static void keep(Map<String, String> kept, String name, CheckBox box) {
        kept.put(KEPT + name, box.isSelected() ? "on" : "");
    }

    /**
     * What the fields say.
     *
     * @throws IllegalArgumentException with the sentence that says what of it cannot be
     */
    public TrainingChoices choices(TrainingFormat format) {
        return new TrainingChoices(
                format,
                per.getValue(),
                reasoning.isSelected(),
                onlyOk.isSelected(),
                scored.isSelected() ? leastScore() : null,
                per.getValue() == LineUnit.CALL && lastCall.isSelected(),
                replays.isSelected(),
                !unique.isSelected(),
                split.isSelected() ? train() : null,
                Long.MAX_VALUE);
    }

    private LeastScore leastScore() {
        var name = score.getText().strip();
        return new LeastScore(name.isEmpty() ? null : name, number(least, "export.training.least.none"));
    }

    private double train() {
        var percent = number(train, "export.training.train.none");
        if (percent.signum() <= 0 || percent.compareTo(PERCENT) >= 0) {
            throw new IllegalArgumentException(Messages.text("export.training.train.none"));
        }
        return percent.doubleValue() / PERCENT.doubleValue();
    }

    private static BigDecimal number(TextField field, String complaint) {
        try {
            return new BigDecimal(field.getText().strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(Messages.text(complaint), e);
        }
    }
}
