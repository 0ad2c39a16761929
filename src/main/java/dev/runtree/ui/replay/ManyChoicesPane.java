package dev.runtree.ui.replay;

import dev.runtree.model.Run;
import dev.runtree.replay.many.ManyLimits;
import dev.runtree.replay.many.ManyReplays;
import dev.runtree.ui.Messages;
import dev.runtree.ui.WrappedLabel;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TextArea;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Where the reader says how many runs are replayed: from their records, or with which models, how often, and how far at most. */
final class ManyChoicesPane extends VBox {
    private static final int FEW_LINES = 2;

    private final RadioButton recorded = new RadioButton(Messages.text("many.recorded"));
    private final RadioButton live = new RadioButton(Messages.text("many.live"));
    private final CheckBox asRecorded = new CheckBox();
    private final TextArea models = new TextArea();
    private final BoundFields bounds = new BoundFields("many.times");

    /**
     * @param isLive whether models are asked, unless the reader says otherwise
     * @param changed called after each change
     */
    ManyChoicesPane(List<Run> runs, boolean isLive, Runnable changed) {
        getStyleClass().add("fork-choices");
        var group = new ToggleGroup();
        for (var button : new RadioButton[] {recorded, live}) {
            button.setToggleGroup(group);
            button.setWrapText(true);
            button.setMinHeight(USE_PREF_SIZE);
        }
        recorded.setId("manyRecorded");
        live.setId("manyLive");
        group.selectToggle(isLive ? live : recorded);
        asRecorded.setText(asRecorded(runs));
        asRecorded.setSelected(true);
        asRecorded.setMinWidth(0);
        models.setId("manyModels");
        models.setAccessibleText(Messages.text("many.models.others"));
        models.setPromptText(Messages.text("many.models.others"));
        models.setPrefRowCount(FEW_LINES);
        models.setMinHeight(USE_PREF_SIZE);
        TabKeys.lead(models);
        bounds.usually(1);
        var asked = new VBox(
                title("many.models"),
                asRecorded,
                models,
                hint("fork.model.hint"),
                title("many.bounds"),
                bounds,
                hint("many.tools"));
        asked.getStyleClass().add("fork-choices");
        asked.managedProperty().bind(asked.visibleProperty());
        asked.visibleProperty().bind(live.selectedProperty());
        getChildren().addAll(recorded, live, asked);
        group.selectedToggleProperty().subscribe((before, now) -> changed.run());
        asRecorded.selectedProperty().subscribe((before, now) -> changed.run());
        models.textProperty().subscribe((before, now) -> changed.run());
        bounds.onChanged(changed);
    }

    private static String asRecorded(List<Run> runs) {
        var names = runs.stream()
                .map(Run::model)
                .filter(Objects::nonNull)
                .distinct()
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? Messages.text("many.models.same") : Messages.text("many.models.recorded", names);
    }

    private static Label title(String key) {
        var label = new Label(Messages.text(key));
        label.getStyleClass().add("edited-name");
        return label;
    }

    private static Label hint(String key) {
        var hint = new WrappedLabel(Messages.text(key));
        hint.getStyleClass().add("hint");
        hint.setMinHeight(USE_PREF_SIZE);
        return hint;
    }

    /** @throws Refused when something in it cannot be read */
    ManyChoices choices() {
        if (recorded.isSelected()) {
            return ManyChoices.RECORDED;
        }
        var asked = new ArrayList<@Nullable String>();
        if (asRecorded.isSelected()) {
            asked.add(null);
        }
        models.getText()
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .distinct()
                .forEach(asked::add);
        if (asked.isEmpty()) {
            throw new Refused(Messages.text("many.models.none"));
        }
        var times = bounds.count("many.times.wrong", ManyReplays.MOST_TIMES);
        return new ManyChoices(
                true, asked, times == null ? 1 : times, new ManyLimits(null, bounds.dollars(), bounds.time()));
    }

    void focus() {
        if (live.isSelected()) {
            models.requestFocus();
        } else {
            recorded.requestFocus();
        }
    }
}
