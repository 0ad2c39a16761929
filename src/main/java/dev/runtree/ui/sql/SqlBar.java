package dev.runtree.ui.sql;

import dev.runtree.ui.Icons;
import dev.runtree.ui.Messages;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** The buttons above the editor, and what bounds a statement. */
final class SqlBar extends FlowPane {
    private final Button run = new Button(Messages.text("sql.run"), Icons.icon(BootstrapIcons.PLAY_FILL));
    private final Button explain = new Button(Messages.text("sql.explain"));
    private final Button stop = new Button(Messages.text("sql.stop"), Icons.icon(BootstrapIcons.STOP_FILL));
    private final ComboBox<RowLimit> limit = new ComboBox<>();
    private final ComboBox<Longest> longest = new ComboBox<>();
    private final ComboBox<String> database = new ComboBox<>();
    private final HBox databaseChoice;
    private final ToggleButton side = new ToggleButton(Messages.text("sql.side"));

    SqlBar(Runnable run, Runnable explain, Runnable stop) {
        getStyleClass().add("sql-bar");
        button(this.run, SqlKeys.RUN, run, "sqlRun");
        this.run.getStyleClass().add("accent");
        button(this.explain, SqlKeys.EXPLAIN, explain, "sqlExplain");
        button(this.stop, SqlKeys.STOP, stop, "sqlStop");
        this.stop.setTooltip(new Tooltip(Messages.text("sql.stop") + "   Esc"));
        this.stop.setDisable(true);
        limit.getItems().setAll(RowLimit.values());
        limit.setValue(RowLimit.USUAL);
        longest.getItems().setAll(Longest.values());
        longest.setValue(Longest.USUAL);
        databaseChoice = choice("sql.database", database);
        databaseChoice.managedProperty().bind(databaseChoice.visibleProperty());
        databaseChoice.setVisible(false);
        side.getStyleClass().add("sql-toggle");
        side.setSelected(true);
        side.setId("sqlSideToggle");
        getChildren()
                .addAll(
                        this.run,
                        this.explain,
                        this.stop,
                        choice("sql.limit", limit),
                        choice("sql.longest", longest),
                        databaseChoice,
                        side);
    }

    private static void button(Button button, SqlKeys key, Runnable work, String id) {
        button.setId(id);
        button.getStyleClass().add("small");
        button.setTooltip(key.tooltip());
        button.setOnAction(event -> work.run());
        button.setMinWidth(USE_PREF_SIZE);
    }

    private static HBox choice(String key, ComboBox<?> of) {
        var name = new Label(Messages.text(key));
        name.setLabelFor(of);
        of.setAccessibleText(Messages.text(key));
        of.getStyleClass().add("sql-choice");
        var line = new HBox(name, (Node) of);
        line.getStyleClass().add("sql-choice-line");
        line.setAlignment(Pos.CENTER_LEFT);
        return line;
    }

    ComboBox<RowLimit> limit() {
        return limit;
    }

    ComboBox<Longest> longest() {
        return longest;
    }

    ToggleButton side() {
        return side;
    }

    /** @param areTwo whether there is a choice */
    void databases(boolean areTwo) {
        database.getItems().setAll(Messages.text("sql.database.traces"), Messages.text("sql.database.primary"));
        database.getSelectionModel().select(0);
        databaseChoice.setVisible(areTwo);
    }

    boolean isPrimary() {
        return database.getSelectionModel().getSelectedIndex() == 1;
    }

    /** @param handler called when another database was chosen */
    void onDatabase(Runnable handler) {
        database.setOnAction(event -> handler.run());
    }

    void running(boolean now) {
        run.setDisable(now);
        explain.setDisable(now);
        stop.setDisable(!now);
    }
}
