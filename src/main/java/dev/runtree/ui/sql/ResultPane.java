package dev.runtree.ui.sql;

import dev.runtree.model.Figures;
import dev.runtree.store.SqlConsole.Column;
import dev.runtree.store.SqlMistake;
import dev.runtree.ui.Icons;
import dev.runtree.ui.Messages;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.text.TextView;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** What came of a statement: its rows as a table or a plot, the value of a cell as a whole, or why there are none. */
final class ResultPane extends VBox {
    private static final PseudoClass FAILED = PseudoClass.getPseudoClass("failed");

    private final Label state = new Label(Messages.text("sql.nothing.yet"));
    private final ToggleButton plot = new ToggleButton(Messages.text("sql.plot"), Icons.icon(BootstrapIcons.BAR_CHART));
    private final ToggleButton value = new ToggleButton(Messages.text("sql.value"));
    private final Button csv = new Button(Messages.text("sql.csv"));
    private final StackPane body = new StackPane();
    private final SplitPane split = new SplitPane(body);
    private final TextView whole;
    private final ResultTable table;
    private final ProblemCard problem;
    /** Whether what is shown is of the statement that was begun last. */
    private boolean isFresh;

    private String shown = "";

    /**
     * @param reveal shows a run
     * @param toPlace goes to a place in the statement
     * @param toFile asks for a file for all the rows
     */
    ResultPane(Background background, Consumer<String> reveal, IntConsumer toPlace, Runnable toFile) {
        table = new ResultTable(reveal, this::showValue);
        problem = new ProblemCard(toPlace);
        whole = new TextView(background);
        whole.getStyleClass().add("sql-value");
        whole.setMinWidth(180);
        getStyleClass().add("sql-result-pane");
        state.getStyleClass().add("sql-state");
        state.setId("sqlState");
        state.setMaxWidth(Double.MAX_VALUE);
        state.setMinWidth(0);
        HBox.setHgrow(state, Priority.ALWAYS);
        plot.setTooltip(SqlKeys.PLOT.tooltip());
        plot.setId("sqlPlot");
        plot.selectedProperty().subscribe(this::arrange);
        value.setTooltip(SqlKeys.VALUE.tooltip());
        value.setId("sqlValue");
        value.selectedProperty().subscribe(this::arrange);
        csv.setTooltip(SqlKeys.CSV.tooltip());
        csv.setOnAction(event -> toFile.run());
        var head = new HBox(state, plot, value, csv);
        plot.getStyleClass().add("sql-toggle");
        value.getStyleClass().add("sql-toggle");
        csv.getStyleClass().add("small");
        for (var button : List.of(plot, value, csv)) {
            button.setMinWidth(USE_PREF_SIZE);
        }
        head.getStyleClass().add("sql-result-head");
        head.setAlignment(Pos.CENTER_LEFT);
        split.getStyleClass().add("sql-values");
        body.setMinSize(0, 0);
        setVgrow(split, Priority.ALWAYS);
        setMinHeight(80);
        getChildren().addAll(head, split);
        table.getFocusModel().focusedCellProperty().subscribe(cell -> valueAgain());
        plot.setDisable(true);
        table.setVisible(false);
        problem.setVisible(false);
        body.getChildren().setAll(table, problem);
    }

    ResultTable table() {
        return table;
    }

    /** A statement was begun. What was there stays until there is something else. */
    void begin() {
        isFresh = false;
        tell(Messages.text("sql.running", Figures.running(0)), false);
    }

    /** @param nanos how long it runs already */
    void progress(long nanos) {
        var rows = isFresh ? table.rows().size() : 0;
        tell(
                rows == 0
                        ? Messages.text("sql.running", Figures.running(nanos))
                        : Messages.text("sql.running.rows", Figures.running(nanos), Figures.count(rows)),
                false);
    }

    void columns(List<Column> columns) {
        isFresh = true;
        plot.setSelected(false);
        plot.setDisable(true);
        table.begin(columns);
        table.placeholder("");
        table.setVisible(true);
        problem.setVisible(false);
        arrange();
    }

    void rows(List<ResultRow> more) {
        table.add(more);
    }

    void ended(StatementEnd end, long nanos) {
        var rows = isFresh ? table.rows().size() : 0;
        var count = Messages.counted(rows, "sql.rows.one", "sql.rows");
        var took = Figures.duration(nanos);
        tell(
                switch (end) {
                    case WHOLE -> Messages.text("sql.ended", count, took);
                    case ROWS -> Messages.text("sql.ended.limit", Figures.count(rows), took);
                    case MEMORY -> Messages.text("sql.ended.memory", Figures.count(rows), took);
                    case STOPPED -> Messages.text("sql.ended.stopped", count, took);
                },
                false);
        if (!isFresh) {
            // What the statement before gave is still shown.
            return;
        }
        table.placeholder(
                table.columns().isEmpty() && rows > 0
                        ? Messages.text("sql.no.columns", count)
                        : Messages.text("sql.no.rows"));
        plot.setDisable(rows == 0 || !Plot.fits(table.columns()));
        if (rows > 0
                && !table.columns().isEmpty()
                && table.getFocusModel().getFocusedCell().getRow() < 0) {
            table.getFocusModel().focus(0, table.getColumns().getFirst());
        }
        valueAgain();
    }

    /** @param place where in the editor; empty where it is not told */
    void failed(RuntimeException failure, String place, int offset) {
        table.setVisible(false);
        plot.setSelected(false);
        plot.setDisable(true);
        problem.show(
                String.valueOf(failure.getMessage()),
                failure instanceof SqlMistake mistake ? mistake.advice() : "",
                place,
                offset);
        problem.setVisible(true);
        tell(Messages.text("sql.failed"), true);
        arrange();
    }

    /** A sentence beside the buttons. */
    void tell(String words, boolean isFailure) {
        state.setText(words);
        state.pseudoClassStateChanged(FAILED, isFailure);
    }

    void togglePlot() {
        if (!plot.isDisabled()) {
            plot.setSelected(!plot.isSelected());
        }
    }

    void toggleValue() {
        value.setSelected(!value.isSelected());
    }

    private void showValue() {
        value.setSelected(true);
        valueAgain();
    }

    private void arrange() {
        var front = plot.isSelected() ? Plot.of(table.columns(), List.copyOf(table.getItems())) : null;
        body.getChildren().setAll(front == null ? List.<Node>of(table, problem) : List.<Node>of(front));
        var wanted = value.isSelected() && table.isVisible() && front == null;
        if (wanted && split.getItems().size() == 1) {
            split.getItems().add(whole);
            split.setDividerPositions(0.62);
        } else if (!wanted && split.getItems().size() > 1) {
            split.getItems().remove(whole);
        }
        valueAgain();
    }

    private void valueAgain() {
        if (split.getItems().size() > 1) {
            var now = table.value().orElse("");
            if (!now.equals(shown)) {
                shown = now;
                whole.show(now);
            }
        }
    }
}
