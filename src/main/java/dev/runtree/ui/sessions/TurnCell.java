package dev.runtree.ui.sessions;

import javafx.scene.control.ContentDisplay;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import org.jspecify.annotations.Nullable;

/** A turn in the list of them. */
final class TurnCell extends ListCell<Entry> {
    /** Lines that are longer are hard to read. */
    private static final double WIDEST = 900;

    private static final double MARGIN = 56;

    private final TurnView view = new TurnView();
    private final TurnView.Actions actions;
    private final Runnable shown;

    /** @param shown told when the cell shows another turn */
    TurnCell(ListView<Entry> list, TurnView.Actions actions, Runnable shown) {
        this.actions = actions;
        this.shown = shown;
        getStyleClass().add("turn-cell");
        setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        setPrefWidth(0);
        view.prefWidthProperty()
                .bind(list.widthProperty()
                        .subtract(MARGIN)
                        .map(room -> Math.min(WIDEST, Math.max(200, room.doubleValue()))));
    }

    @Override
    protected void updateItem(@Nullable Entry entry, boolean empty) {
        super.updateItem(entry, empty);
        if (empty || entry == null) {
            setGraphic(null);
            setAccessibleText(null);
            return;
        }
        view.show(entry, actions);
        setGraphic(view);
        setAccessibleText(TurnView.spoken(entry));
        shown.run();
    }
}
