package dev.runtree.ui.filter;

import java.util.Locale;
import java.util.function.Supplier;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import org.jspecify.annotations.Nullable;

/** A line of the list: what would stand there, what it is, how often it is there. */
final class SuggestionCell extends ListCell<Suggestion> {
    private static final int LONGEST = 60;

    private final Supplier<String> written;
    private final TextFlow name = new TextFlow();
    private final Label detail = new Label();
    private final Label count = new Label();
    private final HBox row;

    /** @param written what is typed, which is marked in the line */
    SuggestionCell(Supplier<String> written) {
        this.written = written;
        name.getStyleClass().add("suggestion-name");
        detail.getStyleClass().add("suggestion-detail");
        count.getStyleClass().add("suggestion-count");
        count.setMinWidth(Region.USE_PREF_SIZE);
        detail.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(detail, Priority.ALWAYS);
        row = new HBox(name, detail, count);
        row.getStyleClass().add("suggestion");
        setPrefWidth(0);
    }

    @Override
    protected void updateItem(@Nullable Suggestion item, boolean empty) {
        super.updateItem(item, empty);
        setText(null);
        setGraphic(empty || item == null ? null : row);
        if (item != null && !empty) {
            String shown = item.insert().strip();
            show(shown.length() > LONGEST ? shown.substring(0, shown.offsetByCodePoints(0, LONGEST / 2)) + "…" : shown);
            detail.setText(item.detail());
            count.setText(item.count());
            setAccessibleText(String.join(", ", shown, item.detail(), item.count()));
        }
    }

    private void show(String text) {
        String part = written.get();
        int at = part.isEmpty() ? -1 : text.toLowerCase(Locale.ROOT).indexOf(part.toLowerCase(Locale.ROOT));
        if (at < 0 || at + part.length() > text.length()) {
            name.getChildren().setAll(piece(text, "plain"));
        } else {
            name.getChildren()
                    .setAll(
                            piece(text.substring(0, at), "plain"),
                            piece(text.substring(at, at + part.length()), "marked"),
                            piece(text.substring(at + part.length()), "plain"));
        }
    }

    private static Text piece(String text, String styleClass) {
        var piece = new Text(text);
        piece.getStyleClass().add(styleClass);
        return piece;
    }
}
