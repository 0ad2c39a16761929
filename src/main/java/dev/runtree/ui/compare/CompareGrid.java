package dev.runtree.ui.compare;

import dev.runtree.model.Run;
import dev.runtree.model.SpanId;
import dev.runtree.ui.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.IntConsumer;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/** The table: heads and titles stay in sight while it is scrolled, and the keyboard walks from cell to cell. */
final class CompareGrid extends ScrollPane {
    private static final double TITLE = 150;
    private static final double NARROWEST = 230;
    private static final double SUM = 90;

    private final GridPane grid = new GridPane();
    private final BiConsumer<Run, @Nullable SpanId> open;
    private final IntConsumer choose;
    private final List<Node> titles = new ArrayList<>();
    private final List<Node> heads = new ArrayList<>();
    private List<List<Node>> cells = List.of();
    private List<Sheet.Line> lines = List.of();
    private @Nullable Sheet sheet;
    private int row;
    private int column;

    /**
     * @param open shows a run, or a step of it
     * @param choose compares with another column
     */
    CompareGrid(BiConsumer<Run, @Nullable SpanId> open, IntConsumer choose) {
        this.open = open;
        this.choose = choose;
        grid.getStyleClass().add("compare-grid");
        getStyleClass().addAll("compare-scroll", "detail-scroll");
        setFitToWidth(true);
        setContent(grid);
        setFocusTraversable(false);
        setAccessibleText(Messages.text("compare.table"));
        hvalueProperty().subscribe(this::stay);
        vvalueProperty().subscribe(this::stay);
        viewportBoundsProperty().subscribe(this::stay);
        grid.layoutBoundsProperty().subscribe(this::stay);
    }

    /** @param all also lines in which nothing differs */
    void show(Sheet made, boolean all) {
        var hadFocus = hasFocus();
        var title = lines.isEmpty() || row < 1
                ? ""
                : lines.get(Math.min(row, lines.size()) - 1).title();
        sheet = made;
        lines = made.lines().stream()
                .filter(line -> all
                        || line.row().differs()
                        || !line.row().isRead()
                        || !line.row().aspect().tells())
                .toList();
        fill(made);
        for (var i = 0; i < lines.size(); i++) {
            row = lines.get(i).title().equals(title) ? i + 1 : row;
        }
        move(row, column, hadFocus);
    }

    /** Shows nothing until it is told what. */
    void clear() {
        sheet = null;
        lines = List.of();
        cells = List.of();
        grid.getChildren().clear();
        titles.clear();
        heads.clear();
        row = 0;
        column = 0;
    }

    private void fill(Sheet made) {
        var runs = made.comparison().runs();
        var sums =
                runs.size() > 2 && lines.stream().anyMatch(line -> !line.sum().isEmpty());
        grid.getChildren().clear();
        titles.clear();
        heads.clear();
        constrain(runs.size(), sums);
        var corner = title("", "");
        corner.setViewOrder(-3);
        grid.add(corner, 0, 0);
        var rows = new ArrayList<List<Node>>();
        for (var i = 0; i < runs.size(); i++) {
            var at = i;
            var run = runs.get(i).run();
            heads.add(new CompareHead(
                    i, run, i == made.comparison().first(), () -> open.accept(run, null), () -> choose.accept(at)));
            grid.add(heads.get(i), i + 1, 0);
        }
        rows.add(List.copyOf(heads));
        if (sums) {
            heads.add(sum(Messages.text("compare.sum"), "compare-head"));
            grid.add(heads.getLast(), runs.size() + 1, 0);
        }
        for (var i = 0; i < lines.size(); i++) {
            rows.add(add(lines.get(i), i + 1, runs.size(), sums));
        }
        heads.add(corner);
        titles.add(corner);
        heads.forEach(head -> head.setViewOrder(head.equals(corner) ? -3 : -2));
        cells = rows;
        stay();
    }

    private List<Node> add(Sheet.Line line, int at, int runs, boolean sums) {
        var title = title(line.title(), mark(line));
        title.setViewOrder(-1);
        titles.add(title);
        grid.add(title, 0, at);
        var added = new ArrayList<Node>();
        for (var i = 0; i < runs; i++) {
            var run = line.row().aspect().tells();
            var of = i;
            var cell = new CompareCell(line.cells().get(i), run, step -> go(of, step));
            added.add(cell);
            grid.add(cell, i + 1, at);
        }
        if (sums) {
            grid.add(sum(line.sum(), ""), runs + 1, at);
        }
        return added;
    }

    private static String mark(Sheet.Line line) {
        return !line.row().aspect().tells()
                ? " "
                : line.row().differs() ? "≠" : line.row().isRead() ? "=" : "…";
    }

    private static StackPane title(String text, String told) {
        var label = new Label(text);
        label.setTooltip(text.isEmpty() ? null : new Tooltip(text));
        label.getStyleClass().add("compare-title");
        var mark = new Label(told);
        mark.getStyleClass().add(told.equals("≠") ? "compare-mark" : "compare-equal");
        mark.setMinWidth(USE_PREF_SIZE);
        label.setGraphic(mark);
        var box = new StackPane(label);
        box.getStyleClass().add("compare-row-title");
        box.setMinWidth(0);
        return box;
    }

    private static StackPane sum(String text, String style) {
        var label = new Label(text);
        label.getStyleClass().add("compare-figure");
        var box = new StackPane(label);
        box.getStyleClass().addAll("compare-sum", style);
        return box;
    }

    /** Widths grow with the font: the window can be made larger. */
    private void constrain(int runs, boolean sums) {
        grid.getColumnConstraints().clear();
        grid.getColumnConstraints().add(new ColumnConstraints(TITLE, TITLE, TITLE));
        for (var i = 0; i < runs; i++) {
            var constraint = new ColumnConstraints(NARROWEST, NARROWEST, Double.MAX_VALUE);
            constraint.setHgrow(Priority.ALWAYS);
            constraint.setFillWidth(true);
            grid.getColumnConstraints().add(constraint);
        }
        if (sums) {
            grid.getColumnConstraints().add(new ColumnConstraints(SUM, SUM, SUM));
        }
        grid.setMinWidth(TITLE + runs * NARROWEST + (sums ? SUM : 0));
        grid.getColumnConstraints().forEach(constraint -> constraint.setFillWidth(true));
        for (var child : grid.getChildren()) {
            GridPane.setValignment(child, VPos.TOP);
        }
    }

    /** Keeps heads and titles where they can be seen. */
    private void stay() {
        var x = offset(getHvalue(), grid.getWidth() - getViewportBounds().getWidth());
        var y = offset(getVvalue(), grid.getHeight() - getViewportBounds().getHeight());
        titles.forEach(title -> title.setTranslateX(x));
        heads.forEach(head -> head.setTranslateY(y));
    }

    private static double offset(double value, double hidden) {
        return Math.round(value * Math.max(0, hidden));
    }

    private void go(int of, @Nullable SpanId step) {
        var shown = sheet;
        if (shown != null) {
            var run = shown.comparison().runs().get(of).run();
            open.accept(run, step);
        }
    }

    /** Opens what the cell with the focus leads to. */
    private void openHere() {
        go(
                column,
                row == 0 || lines.isEmpty()
                        ? null
                        : lines.get(row - 1).cells().get(column).step());
    }

    private void step(int down, int right) {
        move(row + down, column + right, true);
    }

    /** To the first row, or the last. */
    private void end(boolean last) {
        move(last ? cells.size() - 1 : 0, column, true);
    }

    /**
     * Does what a key stands for.
     *
     * @return whether it stands for something
     */
    boolean does(KeyEvent event) {
        switch (event.getCode()) {
            case X -> choose.accept(column);
            case N -> difference(event.isShiftDown() ? -1 : 1);
            case ENTER, SPACE -> {
                // On a button they press it.
                if (!(event.getTarget() instanceof CompareCell || event.getTarget() instanceof CompareHead)) {
                    return false;
                }
                openHere();
            }
            case UP -> step(-1, 0);
            case DOWN -> step(1, 0);
            case LEFT -> step(0, -1);
            case RIGHT -> step(0, 1);
            case HOME -> end(false);
            case END -> end(true);
            default -> {
                return false;
            }
        }
        return true;
    }

    /** To the next cell that differs, column by column in each row; or with -1 to the one before. */
    void difference(int by) {
        var columns = cells.isEmpty() ? 0 : cells.getFirst().size();
        var here = row * columns + column + by;
        var from = by > 0 ? Math.max(columns, here) : here; // the heads do not differ
        for (var at = from; at >= columns && at < cells.size() * columns; at += by) {
            var line = lines.get(at / columns - 1);
            if (line.row().differs()
                    && line.cells().get(at % columns).standing().differs()) {
                move(at / columns, at % columns, true);
                return;
            }
        }
    }

    /** Puts the focus into the table. */
    void focus() {
        move(row, column, true);
    }

    private boolean hasFocus() {
        return cells.stream().anyMatch(line -> line.stream().anyMatch(Node::isFocused));
    }

    private void move(int toRow, int toColumn, boolean focus) {
        if (cells.isEmpty()) {
            return;
        }
        row = Math.clamp(toRow, 0, cells.size() - 1);
        column = Math.clamp(toColumn, 0, cells.getFirst().size() - 1);
        cells.forEach(line -> line.forEach(cell -> cell.setFocusTraversable(false)));
        var cell = cells.get(row).get(column);
        cell.setFocusTraversable(true);
        if (focus) {
            cell.requestFocus();
            reveal(cell);
        }
    }

    private void reveal(Node cell) {
        grid.layout();
        var head = heads.getLast().getLayoutBounds().getHeight();
        var bounds = cell.getBoundsInParent();
        var view = getViewportBounds();
        if (row > 0) {
            setVvalue(value(getVvalue(), bounds.getMinY(), bounds.getMaxY(), head, view.getHeight(), grid.getHeight()));
        }
        setHvalue(value(getHvalue(), bounds.getMinX(), bounds.getMaxX(), TITLE, view.getWidth(), grid.getWidth()));
    }

    private static double value(double now, double from, double to, double covered, double seen, double all) {
        var hidden = all - seen;
        if (hidden <= 0) {
            return 0;
        }
        var offset = now * hidden;
        if (to > offset + seen) {
            offset = to - seen;
        }
        if (from < offset + covered) {
            offset = from - covered;
        }
        return Math.clamp(offset / hidden, 0, 1);
    }
}
