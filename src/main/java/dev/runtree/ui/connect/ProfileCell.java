package dev.runtree.ui.connect;

import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** A database in the list: its name, and where it is. */
final class ProfileCell extends ListCell<ProfileEntry> {
    private final Label name = new Label();
    private final Label place = new Label();
    private final VBox lines = new VBox(name, place);

    ProfileCell() {
        name.getStyleClass().add("profile-name");
        place.getStyleClass().add("profile-place");
        setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        setPrefWidth(0);
    }

    @Override
    protected void updateItem(@Nullable ProfileEntry entry, boolean empty) {
        super.updateItem(entry, empty);
        if (empty || entry == null) {
            setGraphic(null);
            return;
        }
        name.setText(entry.name());
        place.setText(entry.place());
        setGraphic(lines);
        setAccessibleText(entry.name() + ", " + entry.place());
    }
}
