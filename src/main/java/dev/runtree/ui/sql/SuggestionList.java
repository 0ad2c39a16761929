package dev.runtree.ui.sql;

import dev.runtree.ui.Messages;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.geometry.Bounds;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import org.jspecify.annotations.Nullable;

/** What can be written at the cursor, in a list beneath it, or above it where there is no room. The field keeps the focus. */
final class SuggestionList {
    private static final double ROW = 24;
    private static final double WIDTH = 420;
    private static final int ROWS = 9;
    private static final double GAP = 2;

    private final Pane host;
    private final ListView<Suggestion> list = new ListView<>();

    /** @param host whose child it is while it is shown */
    SuggestionList(Pane host, Consumer<Suggestion> chosen) {
        this.host = host;
        list.getStyleClass().add("sql-suggestions");
        list.setFixedCellSize(ROW);
        list.setManaged(false);
        list.setFocusTraversable(false);
        list.setAccessibleText(Messages.text("sql.suggestions"));
        list.setCellFactory(view -> new Cell());
        list.setOnMouseClicked(event -> {
            var one = selected();
            if (one != null) {
                chosen.accept(one);
            }
        });
    }

    /** @param caret in the scene */
    void show(Completion completion, Bounds caret) {
        list.getItems().setAll(completion.suggestions());
        list.getSelectionModel().select(0);
        list.scrollTo(0);
        if (!isShowing()) {
            host.getChildren().add(list);
        }
        var at = host.sceneToLocal(caret);
        var width = Math.min(WIDTH, host.getWidth());
        var height = Math.min(ROWS, list.getItems().size()) * ROW + 2;
        var below = at.getMaxY() + GAP;
        var y = below + height <= host.getHeight() ? below : Math.max(0, at.getMinY() - GAP - height);
        list.resizeRelocate(
                host.snapPositionX(Math.clamp(at.getMinX(), 0, Math.max(0, host.getWidth() - width))),
                host.snapPositionY(y),
                width,
                height);
    }

    void hide() {
        host.getChildren().remove(list);
    }

    boolean isShowing() {
        return host.getChildren().contains(list);
    }

    @Nullable Suggestion selected() {
        return list.getSelectionModel().getSelectedItem();
    }

    void walk(int by) {
        var now = list.getSelectionModel().getSelectedIndex() + by;
        var to = Math.clamp(now, 0, list.getItems().size() - 1);
        list.getSelectionModel().select(to);
        list.scrollTo(Math.max(0, to - ROWS / 2));
    }

    private static final class Cell extends ListCell<Suggestion> {
        private final Label name = new Label();
        private final Label about = new Label();
        private final HBox line = new HBox(name, about);

        Cell() {
            line.setAlignment(Pos.CENTER_LEFT);
            line.getStyleClass().add("sql-suggestion");
            name.getStyleClass().add("sql-suggestion-name");
            about.getStyleClass().add("sql-suggestion-about");
            about.setMaxWidth(Double.MAX_VALUE);
            about.setAlignment(Pos.CENTER_RIGHT);
            name.setMinWidth(Label.USE_PREF_SIZE);
            HBox.setHgrow(about, Priority.ALWAYS);
        }

        @Override
        protected void updateItem(@Nullable Suggestion one, boolean empty) {
            super.updateItem(one, empty);
            if (empty || one == null) {
                setGraphic(null);
                return;
            }
            name.setText(one.shown());
            name.getStyleClass()
                    .setAll(
                            "label",
                            "sql-suggestion-name",
                            "sql-of-" + one.kind().name().toLowerCase(Locale.ROOT));
            about.setText(one.about());
            setGraphic(line);
        }
    }
}
