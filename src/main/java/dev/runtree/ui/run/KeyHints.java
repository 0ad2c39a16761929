package dev.runtree.ui.run;

import dev.runtree.ui.Messages;
import java.util.List;
import javafx.geometry.HPos;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;

/** The keys of the tree and what they do: shown while no run is selected. */
final class KeyHints extends GridPane {
    private static final List<String> KEYS = List.of("↑ ↓ ← →", "[ ]", "o p", "1 … 9", "e E", ". ,", "f", "c");
    private static final List<String> TEXTS = List.of(
            "run.keys.arrows",
            "run.keys.all",
            "run.keys.level",
            "run.keys.digits",
            "run.keys.errors",
            "run.keys.kind",
            "run.keys.fit",
            "run.keys.copy");

    KeyHints() {
        getStyleClass().add("key-hints");
        var right = new ColumnConstraints();
        right.setHalignment(HPos.RIGHT);
        getColumnConstraints().add(right);
        for (var i = 0; i < KEYS.size(); i++) {
            var keys = new Label(KEYS.get(i));
            keys.getStyleClass().add("key");
            addRow(i, keys, new Label(Messages.text(TEXTS.get(i))));
        }
        setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
    }
}
