package dev.runtree.ui.sql;

import dev.runtree.store.SqlNames;
import dev.runtree.ui.background.Background;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Orientation;
import javafx.scene.Parent;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** How the console is laid out: the editor above what came, the list of statements beside them where there is room. */
final class SqlDesk extends StackPane {
    /** In less there is no room for the list beside the editor. */
    private static final double WIDE = 860;

    private final SqlBar bar;
    private final SqlEditor editor;
    private final ResultPane result;
    private final SideList side;
    private final SplitPane beside = new SplitPane();
    private final SplitPane beneath = new SplitPane();
    private Consumer<Path> saver = file -> {};

    /**
     * @param act does what a key does
     * @param reveal shows a run
     * @param chosen is given a statement of the list
     * @param forget forgets the history
     */
    SqlDesk(
            Background background,
            Consumer<SqlKeys> act,
            Consumer<String> reveal,
            Consumer<String> chosen,
            Runnable forget) {
        getStyleClass().add("sql-view");
        bar = new SqlBar(
                () -> act.accept(SqlKeys.RUN), () -> act.accept(SqlKeys.EXPLAIN), () -> act.accept(SqlKeys.STOP));
        var over = new Pane();
        over.setPickOnBounds(false);
        editor = new SqlEditor(over);
        result = new ResultPane(background, reveal, this::toPlace, () -> act.accept(SqlKeys.CSV));
        side = new SideList(chosen, forget);
        beneath.setOrientation(Orientation.VERTICAL);
        editor.setMinHeight(72);
        beneath.getItems().setAll(editor, result);
        beneath.setDividerPositions(0.36);
        SplitPane.setResizableWithParent(editor, false);
        SplitPane.setResizableWithParent(side, false);
        side.setMinWidth(200);
        var main = new VBox(bar, beneath);
        main.setMinWidth(0);
        VBox.setVgrow(beneath, Priority.ALWAYS);
        beside.getItems().setAll(main);
        getChildren().setAll(beside, over);
        widthProperty().subscribe(this::arrange);
        bar.side().selectedProperty().subscribe(this::arrange);
        setMinSize(0, 0);
    }

    private void arrange() {
        var wanted = bar.side().isSelected() && getWidth() >= WIDE;
        if (wanted && beside.getItems().size() == 1) {
            beside.getItems().add(side);
            beside.setDividerPositions(1 - 300 / Math.max(WIDE, getWidth()));
        } else if (!wanted && beside.getItems().size() > 1 && getWidth() > 0) {
            beside.getItems().remove(side);
        }
    }

    /** @param handler writes the rows into a file */
    void onFile(Consumer<Path> handler) {
        saver = handler;
    }

    /** Asks for a file for all the rows. */
    void chooseFile() {
        CsvSaving.choose(getScene().getWindow()).ifPresent(this::save);
    }

    void save(Path file) {
        saver.accept(file);
    }

    private void toPlace(int offset) {
        editor.mark(offset);
        editor.focus();
    }

    /** Puts the cursor where statements are looked for. */
    void findStatement() {
        bar.side().setSelected(true);
        side.focus();
    }

    void names(SqlNames names) {
        editor.names(names);
        side.names(names);
    }

    SqlBar bar() {
        return bar;
    }

    SqlEditor editor() {
        return editor;
    }

    ResultPane result() {
        return result;
    }

    SideList side() {
        return side;
    }

    List<Parent> panes() {
        var panes = new ArrayList<Parent>(List.of(editor, result));
        if (beside.getItems().contains(side)) {
            panes.add(side);
        }
        return panes;
    }
}
