package dev.runtree.ui.filter;

import dev.runtree.settings.SavedView;
import dev.runtree.ui.Messages;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** A saved view: its name, and what it shows. */
final class ViewCell extends ListCell<SavedView> {
    private final Label name = new Label();
    private final Label filter = new Label();
    private final HBox row = new HBox(name, filter);

    ViewCell() {
        row.getStyleClass().add("suggestion");
        name.setMinWidth(Region.USE_PREF_SIZE);
        filter.getStyleClass().add("view-filter");
        setPrefWidth(0);
    }

    @Override
    protected void updateItem(@Nullable SavedView view, boolean empty) {
        super.updateItem(view, empty);
        setText(null);
        setGraphic(empty || view == null ? null : row);
        if (view != null && !empty) {
            name.setText(view.name());
            filter.setText(view.filter().isEmpty() ? Messages.text("filter.views.all") : view.filter());
            setAccessibleText(view.name() + ", " + filter.getText());
        }
    }
}
