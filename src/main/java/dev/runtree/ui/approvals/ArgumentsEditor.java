package dev.runtree.ui.approvals;

import dev.runtree.ui.Messages;
import dev.runtree.ui.WrappedArea;
import dev.runtree.ui.WrappedLabel;
import dev.runtree.ui.text.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javafx.geometry.VPos;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Arguments that can be edited: a field for each, or, where that does not do, all of them as one JSON text. */
final class ArgumentsEditor extends VBox {
    private static final int MOST_FIELDS = 100;
    private static final int LONGEST = 100_000;

    private final String arguments;
    private final Runnable changed;
    private final List<ArgumentField> fields = new ArrayList<>();
    private final Label mistake = new WrappedLabel();
    private @Nullable TextArea whole;
    private String before = "";

    /** @param changed called with each change */
    ArgumentsEditor(String arguments, Runnable changed) {
        this.arguments = arguments;
        this.changed = changed;
        getStyleClass().add("arguments-editor");
        mistake.getStyleClass().add("argument-mistake");
        mistake.setMinHeight(USE_PREF_SIZE);
        mistake.managedProperty().bind(mistake.visibleProperty());
        mistake.setVisible(false);
        var members = JsonText.members(arguments).orElse(List.of());
        if (members.isEmpty() || members.size() > MOST_FIELDS) {
            asWhole(pretty(arguments));
        } else {
            asFields(members);
        }
    }

    /** Whether they are short enough for it. */
    static boolean canEdit(String arguments) {
        return arguments.length() <= LONGEST;
    }

    private void asFields(List<JsonText.Member> members) {
        var grid = new GridPane();
        grid.getStyleClass().add("facts");
        var value = new ColumnConstraints();
        value.setHgrow(Priority.ALWAYS);
        grid.getColumnConstraints().addAll(new ColumnConstraints(USE_PREF_SIZE, USE_COMPUTED_SIZE, 190), value);
        for (var member : members) {
            var key = new Label(member.key());
            key.getStyleClass().addAll("fact-key", "argument-key");
            key.setTooltip(new Tooltip(member.key()));
            GridPane.setValignment(key, VPos.TOP);
            var field = new ArgumentField(member, changed);
            fields.add(field);
            grid.addRow(grid.getRowCount(), key, field);
        }
        var json = new Hyperlink(Messages.text("approvals.edit.whole"));
        json.getStyleClass().add("argument-rest");
        json.setOnAction(event -> {
            var now = pretty(text());
            before = pretty(arguments);
            asWhole(now);
            focus();
            changed.run();
        });
        getChildren().setAll(grid, json);
    }

    private void asWhole(String text) {
        before = pretty(arguments);
        var area = new WrappedArea(text);
        area.getStyleClass().add("argument-input");
        area.setAccessibleText(Messages.text("approvals.edit.all"));
        area.setMinHeight(USE_PREF_SIZE);
        area.setPrefRowCount(Math.clamp(text.lines().count() + 1, 4, 18));
        area.textProperty().subscribe(() -> {
            mistake.setText(mistake());
            mistake.setVisible(mistake() != null);
            changed.run();
        });
        whole = area;
        fields.clear();
        var hint = new WrappedLabel(Messages.text("approvals.edit.all.hint"));
        hint.getStyleClass().add("said");
        var box = new VBox(area, mistake, hint);
        box.getStyleClass().add("whole-arguments");
        getChildren().setAll(box);
    }

    private static String pretty(String json) {
        return JsonText.pretty(json).orElse(json);
    }

    boolean isEdited() {
        var all = whole;
        return all == null
                ? fields.stream().anyMatch(ArgumentField::isEdited)
                : !all.getText().strip().equals(before.strip());
    }

    /** What is wrong first; {@code null} when nothing is. */
    @Nullable String mistake() {
        var all = whole;
        if (all != null) {
            return isEdited() ? EditedArguments.mistakeOfObject(all.getText()) : null;
        }
        return fields.stream()
                .map(ArgumentField::mistake)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** As JSON. */
    String text() {
        var all = whole;
        return all == null
                ? EditedArguments.object(
                        fields.stream().map(ArgumentField::part).toList())
                : all.getText();
    }

    /** To the first field, or to the first with a mistake. */
    void focus() {
        var all = whole;
        if (all != null) {
            all.requestFocus();
        } else {
            fields.stream()
                    .filter(field -> field.mistake() != null)
                    .findFirst()
                    .or(() -> fields.stream().findFirst())
                    .ifPresent(ArgumentField::focus);
        }
    }
}
