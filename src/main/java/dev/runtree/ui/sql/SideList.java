package dev.runtree.ui.sql;

import dev.runtree.settings.SqlMemory;
import dev.runtree.store.SqlNames;
import dev.runtree.ui.Messages;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Statements that are ready, those that were run, and the tables there are: one list of the three, to be searched. */
final class SideList extends VBox {
    private static final double ROW = 46;
    private static final PseudoClass PROBLEM = PseudoClass.getPseudoClass("problem");

    private final ToggleGroup kinds = new ToggleGroup();
    private final ToggleButton snippets = kind("sql.snippets");
    private final ToggleButton history = kind("sql.history");
    private final ToggleButton tables = kind("sql.tables");
    private final TextField find = new TextField();
    private final ListView<SideEntry> list = new ListView<>();
    private final Label none = new Label();
    private final Button forget = new Button(Messages.text("sql.forget"));
    private final List<SideEntry> ready =
            Snippet.all().stream().map(SideEntry::of).toList();
    private SqlMemory memory = SqlMemory.NONE;
    private SqlNames names = SqlNames.NONE;

    /**
     * @param chosen is given the statement of what was clicked twice, or had Enter pressed on it
     * @param forgotten called when the history is to be forgotten
     */
    SideList(Consumer<String> chosen, Runnable forgotten) {
        getStyleClass().add("sql-side");
        var segments = new HBox(snippets, history, tables);
        segments.getStyleClass().add("segments");
        snippets.setSelected(true);
        kinds.selectedToggleProperty().subscribe((before, now) -> {
            if (now == null) {
                kinds.selectToggle(before);
            } else {
                fill();
            }
        });
        find.setPromptText(Messages.text("sql.find"));
        find.setAccessibleText(Messages.text("sql.find"));
        find.setId("sqlFind");
        find.textProperty().subscribe(text -> fill());
        find.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.DOWN) {
                list.requestFocus();
                list.getSelectionModel().selectFirst();
                event.consume();
            }
        });
        list.setId("sqlSide");
        list.setFixedCellSize(ROW);
        list.setPlaceholder(none);
        list.setAccessibleText(Messages.text("sql.side"));
        list.setCellFactory(view -> new Cell());
        list.setOnMouseClicked(event -> {
            if (event.getClickCount() == 2) {
                choose(chosen);
            }
        });
        list.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ENTER) {
                choose(chosen);
                event.consume();
            }
        });
        var hint = new Label(Messages.text("sql.side.hint"));
        hint.getStyleClass().add("sql-side-hint");
        hint.setWrapText(true);
        hint.setMinHeight(USE_PREF_SIZE);
        forget.getStyleClass().add("small");
        forget.setOnAction(event -> forgotten.run());
        forget.managedProperty().bind(forget.visibleProperty());
        setVgrow(list, Priority.ALWAYS);
        var head = new VBox(segments, find);
        head.getStyleClass().add("sql-side-head");
        var foot = new VBox(forget, hint);
        foot.getStyleClass().add("sql-side-foot");
        getChildren().addAll(head, list, foot);
        fill();
    }

    private ToggleButton kind(String key) {
        var button = new ToggleButton(Messages.text(key));
        button.getStyleClass().add("segment");
        button.setToggleGroup(kinds);
        return button;
    }

    void past(SqlMemory now) {
        memory = now;
        if (history.isSelected()) {
            fill();
        }
    }

    void names(SqlNames now) {
        names = now;
        if (tables.isSelected()) {
            fill();
        }
    }

    void focus() {
        find.requestFocus();
        find.selectAll();
    }

    private void fill() {
        var now = Instant.now();
        var all = tables.isSelected()
                ? names.tables().entrySet().stream().map(table -> SideEntry.of(table.getKey(), table.getValue()))
                : history.isSelected() ? memory.past().stream().map(past -> SideEntry.of(past, now)) : ready.stream();
        list.getItems().setAll(all.filter(entry -> entry.says(find.getText())).toList());
        forget.setVisible(history.isSelected() && !memory.past().isEmpty());
        none.setText(Messages.text(find.getText().isBlank() ? "sql.side.none" : "sql.side.none.found"));
    }

    private void choose(Consumer<String> chosen) {
        @Nullable SideEntry entry = list.getSelectionModel().getSelectedItem();
        if (entry != null) {
            chosen.accept(entry.sql());
        }
    }

    private static final class Cell extends ListCell<SideEntry> {
        private final Label title = new Label();
        private final Label about = new Label();
        private final VBox lines = new VBox(title, about);

        Cell() {
            getStyleClass().add("sql-side-cell");
            title.getStyleClass().add("sql-side-title");
            about.getStyleClass().add("sql-side-about");
            lines.setMinWidth(0);
            lines.setPrefWidth(1);
        }

        @Override
        protected void updateItem(@Nullable SideEntry entry, boolean empty) {
            super.updateItem(entry, empty);
            if (empty || entry == null) {
                setGraphic(null);
                setTooltip(null);
                setAccessibleText(null);
                return;
            }
            title.setText(entry.title());
            about.setText(entry.about());
            about.pseudoClassStateChanged(PROBLEM, entry.isProblem());
            setAccessibleText(entry.title() + ", " + entry.about());
            setGraphic(lines);
            var sql = entry.sql();
            setTooltip(new Tooltip(sql.length() > 1_000 ? sql.substring(0, 1_000) + "…" : sql));
        }
    }
}
