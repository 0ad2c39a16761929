package dev.runtree.ui.watch;

import dev.runtree.model.Figures;
import dev.runtree.ui.Messages;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** A few lines in columns, each of which leads somewhere. The keyboard keeps its place when they are shown anew. */
final class Rows extends VBox {
    /** The width of the column that takes what is left. */
    static final double GROWS = -1;

    private static final double HEAD = 26;
    private static final double ROW = 26;
    private static final double MORE = 24;
    private static final PseudoClass WORST = PseudoClass.getPseudoClass("worst");

    private final List<Column> columns;
    private final VBox lines = new VBox();
    private List<Line> shown = List.of();
    private List<Line> all = List.of();
    private int left;
    private boolean takesHeight;
    private final Label more = new Label();

    /** @param width in pixels, or {@link #GROWS} */
    record Column(String title, double width, boolean right) {}

    /** What stands in a column. */
    record Cell(String text, String style, @Nullable Node before) {
        static Cell of(String text, @Nullable Node before) {
            return new Cell(text, "watch-word", before);
        }

        static Cell figure(String text) {
            return new Cell(text, "watch-figure", null);
        }

        static Cell faint(String text) {
            return new Cell(text, "watch-faint", null);
        }

        static Cell bad(String text) {
            return new Cell(text, "watch-bad", null);
        }
    }

    /**
     * A line.
     *
     * @param told for who does not see it
     * @param worst whether it is the one to look at
     */
    record Line(String told, boolean worst, Runnable open, List<Cell> cells) {
        Line(String told, boolean worst, Runnable open, Cell... cells) {
            this(told, worst, open, List.of(cells));
        }
    }

    Rows(Column... columns) {
        this.columns = List.of(columns);
        getStyleClass().add("watch-rows");
        var head = new HBox();
        head.getStyleClass().add("watch-rows-head");
        for (var column : columns) {
            head.getChildren().add(placed(column, new Label(column.title())));
        }
        more.getStyleClass().add("watch-more");
        more.managedProperty().bind(more.visibleProperty());
        getChildren().addAll(head, lines, more);
        setMinHeight(USE_PREF_SIZE);
    }

    /** Shows as many lines as fit into what height there is, rather than being as high as they are. */
    void takeHeight() {
        setMinHeight(HEAD + 2 * ROW);
        VBox.setVgrow(this, Priority.ALWAYS);
        takesHeight = true;
        heightProperty().subscribe(() -> place(all, left));
    }

    /** @param besides how many there are that are not given */
    void show(List<Line> now, int besides) {
        all = List.copyOf(now);
        left = besides;
        place(now, besides);
    }

    private void place(List<Line> given, int besides) {
        var room = (int) Math.max(2, (getHeight() - HEAD - MORE) / ROW);
        var fits = !takesHeight || given.size() * ROW + HEAD <= getHeight();
        var count = fits ? given.size() : Math.min(room, given.size());
        write(given.subList(0, count), besides + given.size() - count);
    }

    private void write(List<Line> now, int besides) {
        var focused = focused();
        var same = told(now).equals(told(shown));
        shown = now;
        if (!same) {
            lines.getChildren().clear();
            for (var i = 0; i < now.size(); i++) {
                lines.getChildren().add(button(i));
            }
        }
        if (!same && focused >= 0 && !now.isEmpty()) {
            lines.getChildren().get(Math.min(focused, now.size() - 1)).requestFocus();
        }
        more.setVisible(besides > 0);
        more.setText(besides > 0 ? Messages.text("watch.more", Figures.count(besides)) : "");
    }

    private static List<String> told(List<Line> lines) {
        return lines.stream().map(Line::told).toList();
    }

    private int focused() {
        for (var i = 0; i < lines.getChildren().size(); i++) {
            if (lines.getChildren().get(i).isFocused()) {
                return i;
            }
        }
        return -1;
    }

    private Button button(int index) {
        var line = shown.get(index);
        var row = new HBox();
        row.setAlignment(Pos.CENTER_LEFT);
        row.getStyleClass().add("watch-row-cells");
        for (var i = 0; i < columns.size(); i++) {
            var cell = line.cells().get(i);
            var label = new Label(cell.text());
            label.getStyleClass().add(cell.style());
            if (cell.before() != null) {
                label.setGraphic(cell.before());
            }
            row.getChildren().add(placed(columns.get(i), label));
        }
        var button = new Button();
        button.setGraphic(row);
        button.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        button.getStyleClass().setAll("button", "watch-row");
        button.setMaxWidth(Double.MAX_VALUE);
        button.setAccessibleText(line.told());
        button.pseudoClassStateChanged(WORST, line.worst());
        button.setOnAction(event -> shown.get(index).open().run());
        row.prefWidthProperty().bind(button.widthProperty().subtract(1));
        return button;
    }

    private static Label placed(Column column, Label label) {
        label.setAlignment(column.right() ? Pos.CENTER_RIGHT : Pos.CENTER_LEFT);
        label.setMaxWidth(Double.MAX_VALUE);
        if (column.width() == GROWS) {
            label.setMinWidth(40);
            label.setPrefWidth(40);
            HBox.setHgrow(label, Priority.ALWAYS);
        } else {
            label.setMinWidth(column.width());
            label.setPrefWidth(column.width());
            label.setMaxWidth(column.width());
        }
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }
}
