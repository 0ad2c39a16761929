package dev.runtree.ui.targets;

import java.time.Instant;
import java.util.Locale;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.OverrunStyle;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** A target in the list: its name, what it is, and how it goes. */
final class TargetCell extends ListCell<TargetEntry> {
    private final Region dot = new Region();
    private final Label name = new Label();
    private final Label brief = new Label();
    private final VBox lines;

    TargetCell() {
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
    protected void updateItem(@Nullable TargetEntry entry, boolean empty) {
        super.updateItem(entry, empty);
        if (empty || entry == null) {
            setGraphic(null);
            setAccessibleText(null);
            return;
        }
        var told = entry.what() + " · " + entry.brief(Instant.now());
        dot.getStyleClass().setAll("target-dot", entry.mood().name().toLowerCase(Locale.ROOT));
        name.setText(entry.name());
        brief.setText(told);
        setGraphic(lines);
        setAccessibleText(entry.name() + ", " + told);
    }
}
