package dev.runtree.ui.transcript;

import java.util.Set;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.ListCell;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** An entry in the list: as high as its words ask. */
final class EntryCell extends ListCell<Entry> {
    private final EntryNodes nodes;
    private final Set<Entry> unfolded;
    private final Runnable moreWanted;

    /** @param moreWanted called when the place comes into view at which the next steps belong */
    EntryCell(EntryNodes nodes, Set<Entry> unfolded, Runnable moreWanted) {
        this.nodes = nodes;
        this.unfolded = unfolded;
        this.moreWanted = moreWanted;
        getStyleClass().add("entry-cell");
        setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        setPrefWidth(0);
    }

    @Override
    protected void updateItem(@Nullable Entry entry, boolean empty) {
        super.updateItem(entry, empty);
        if (empty || entry == null) {
            setGraphic(null);
            setAccessibleText(null);
            return;
        }
        setGraphic(nodes.of(entry, unfolded.contains(entry)));
        setAccessibleText(TranscriptText.line(entry));
        if (entry instanceof Entry.More more && more.problem() == null) {
            moreWanted.run();
        }
    }

    /** A labelled control asks its graphic for its height without telling it how wide it will be. */
    @Override
    protected double computePrefHeight(double width) {
        if (!(getGraphic() instanceof Region graphic)) {
            return super.computePrefHeight(width);
        }
        var list = getListView();
        var room = width > 0 ? width : list == null ? 400 : list.getWidth() - 16;
        var inside = room - snappedLeftInset() - snappedRightInset();
        return snappedTopInset() + Math.ceil(graphic.prefHeight(inside)) + snappedBottomInset();
    }
}
