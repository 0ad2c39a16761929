package dev.runtree.ui.filter;

import dev.runtree.settings.SavedView;
import dev.runtree.ui.Messages;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;

/** A saved view: its name, and what it shows. */
final class ViewCell extends ListCell<SavedView> {
    private static final double NAME = 0.62;

    private final Label name = new Label();
    private final Label filter = new Label();
    private final HBox row = new HBox(name, filter);

    ViewCell() {
        row.getStyleClass().add("suggestion");
        // A long name leaves room for a beginning of what the view shows.
        name.setMinWidth(0);
        name.maxWidthProperty().bind(widthProperty().multiply(NAME));
        filter.getStyleClass().add("view-filter");
        setPrefWidth(0);
    }

    @Override
    protected void updateItem(@Nullable SavedView view, boolean empty) {
        super.updateItem(view, empty);
        setText(null);
        setTooltip(null);
        setGraphic(empty || view == null ? null : row);
        if (view != null && !empty) {
            name.setText(view.name());
            filter.setText(view.filter().isEmpty() ? Messages.text("filter.views.all") : view.filter());
            setTooltip(new Tooltip(name.getText() + "\n" + filter.getText()));
            setAccessibleText(view.name() + ", " + filter.getText());
        }
    }
}
