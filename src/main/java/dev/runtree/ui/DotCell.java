package dev.runtree.ui;

import java.util.function.Function;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.OverrunStyle;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Something in a list of what one has set up: its name, and how it goes, in a dot and in words. */
public final class DotCell<T> extends ListCell<T> {
    private final Function<T, Told> told;
    private final Region dot = new Region();
    private final Label name = new Label();
    private final Label brief = new Label();
    private final VBox lines;

    /**
     * What a cell says.
     *
     * @param mood the style class of the dot
     */
    public record Told(String name, String brief, String mood) {}

    public DotCell(Function<T, Told> told) {
        this.told = told;
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
    protected void updateItem(@Nullable T item, boolean empty) {
        super.updateItem(item, empty);
        if (empty || item == null) {
            setGraphic(null);
            setAccessibleText(null);
            return;
        }
        var now = told.apply(item);
        dot.getStyleClass().setAll("target-dot", now.mood());
        name.setText(now.name());
        brief.setText(now.brief());
        setGraphic(lines);
        setAccessibleText(now.name() + ", " + now.brief());
    }
}
