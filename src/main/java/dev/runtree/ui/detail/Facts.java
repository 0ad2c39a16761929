package dev.runtree.ui.detail;

import dev.runtree.ui.OneLine;
import dev.runtree.ui.provenance.ArgumentsView;
import dev.runtree.ui.text.JsonText;
import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;

/** Keys with their values, a line each; values as they were sent, in the colours of JSON. */
final class Facts extends GridPane {

    Facts(List<JsonText.Member> members) {
        getStyleClass().add("facts");
        var keys = new ColumnConstraints(USE_PREF_SIZE, USE_COMPUTED_SIZE, ArgumentsView.widestKeys(0));
        widthProperty().subscribe(width -> keys.setMaxWidth(ArgumentsView.widestKeys(width.doubleValue())));
        var values = new ColumnConstraints();
        values.setHgrow(Priority.ALWAYS);
        getColumnConstraints().addAll(keys, values);
        var row = 0;
        for (var member : members) {
            var key = new Label(OneLine.of(member.key()));
            key.getStyleClass().add("fact-key");
            key.setTooltip(new Tooltip(member.key()));
            setValignment(key, VPos.TOP);
            var value = new LongText(member.value(), style(member.kind()));
            addRow(row++, key, value);
        }
    }

    static String style(JsonText.Kind kind) {
        return switch (kind) {
            case STRING -> "json-string";
            case NUMBER, WORD -> "json-number";
            case CONTAINER -> "json-plain";
        };
    }
}
