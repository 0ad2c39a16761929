package dev.runtree.ui.alerts;

import dev.runtree.alert.AlertEntry;
import java.time.Instant;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.OverrunStyle;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** An alert in the list: its name, and how it stands. */
final class AlertCell extends ListCell<AlertEntry> {
    private final Region dot = new Region();
    private final Label name = new Label();
    private final Label brief = new Label();
    private final VBox lines;

    AlertCell() {
        dot.getStyleClass().add("target-dot");
        name.getStyleClass().add("profile-name");
        name.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        brief.getStyleClass().add("target-brief");
        var head = new HBox(dot, name);
        head.getStyleClass().add("target-head");
        lines = new VBox(head, brief);
        setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        setPrefWidth(0);
    }

    @Override
    protected void updateItem(@Nullable AlertEntry entry, boolean empty) {
        super.updateItem(entry, empty);
        if (empty || entry == null) {
            setGraphic(null);
            setAccessibleText(null);
            return;
        }
        var told = AlertWords.brief(entry, Instant.now());
        dot.getStyleClass().setAll("target-dot", mood(entry));
        name.setText(entry.rule().name());
        brief.setText(told);
        setGraphic(lines);
        setAccessibleText(entry.rule().name() + ", " + told);
    }

    private static String mood(AlertEntry entry) {
        return switch (entry.word()) {
            case "firing" -> "bad";
            case "pending" -> "busy";
            case "ok" -> "good";
            default -> "idle";
        };
    }
}
