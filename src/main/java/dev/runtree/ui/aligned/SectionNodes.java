package dev.runtree.ui.aligned;

import dev.runtree.ui.Messages;
import dev.runtree.ui.WrappedLabel;
import dev.runtree.ui.aligned.Section.Line;
import dev.runtree.ui.detail.LongText;
import dev.runtree.ui.prose.Passage;
import dev.runtree.ui.prose.Piece;
import dev.runtree.ui.prose.Prose;
import java.util.List;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Nodes for what is told of a step. */
final class SectionNodes {
    /** Of a longer value the beginning is shown, and all of it on demand. */
    private static final int LONG = 400;

    private SectionNodes() {}

    static Node of(Section section) {
        var box = new VBox();
        box.getStyleClass().add("aligned-section");
        box.setMinWidth(0);
        if (!section.title().isEmpty()) {
            var title = new Label(section.title());
            title.getStyleClass().add("aligned-section-title");
            box.getChildren().add(title);
        }
        GridPane grid = null;
        for (var line : section.lines()) {
            if (line instanceof Section.Values values) {
                if (grid == null) {
                    grid = grid();
                    box.getChildren().add(grid);
                }
                add(values, grid);
            } else {
                grid = null;
                box.getChildren().addAll(nodes(line));
            }
        }
        return box;
    }

    private static GridPane grid() {
        var grid = new GridPane();
        grid.getStyleClass().add("aligned-values");
        var path = new ColumnConstraints();
        path.setPercentWidth(26);
        var sign = new ColumnConstraints();
        sign.setMinWidth(18);
        grid.getColumnConstraints().addAll(path, side(), sign, side());
        return grid;
    }

    private static ColumnConstraints side() {
        var side = new ColumnConstraints();
        side.setHgrow(Priority.ALWAYS);
        side.setMinWidth(0);
        side.setPrefWidth(120);
        return side;
    }

    private static void add(Section.Values values, GridPane to) {
        var row = to.getRowCount();
        var path = new WrappedLabel(values.path());
        path.getStyleClass().add("aligned-path");
        var sign = new Label("≠");
        sign.getStyleClass().add("compare-mark");
        to.addRow(row, path, value(values.left(), "diff-removed"), sign, value(values.right(), "diff-added"));
        to.getChildren().forEach(child -> GridPane.setValignment(child, javafx.geometry.VPos.TOP));
    }

    private static Node value(@Nullable String text, String style) {
        if (text == null) {
            var none = new Label(Messages.text("compare.none"));
            none.getStyleClass().add("aligned-none");
            return none;
        }
        return text.length() > LONG
                ? new LongText(text, "code")
                : Prose.of(text, List.of(Passage.ofCode(List.of(Piece.of(text, style)))));
    }

    private static List<Node> nodes(Line line) {
        return switch (line) {
            case Section.Words words -> labelled(words.label(), words(words.pieces()));
            case Section.Whole whole -> labelled(whole.label(), new LongText(whole.text()));
            case Section.Note note -> {
                var label = new WrappedLabel(note.text());
                label.getStyleClass().add("aligned-note");
                yield List.of(label);
            }
            case Section.Values values -> List.of();
        };
    }

    private static List<Node> labelled(String text, Node node) {
        if (text.isEmpty()) {
            return List.of(node);
        }
        var label = new WrappedLabel(text);
        label.getStyleClass().add("aligned-label");
        return List.of(label, node);
    }

    private static Node words(List<Piece> pieces) {
        var passage = new Passage(pieces);
        passage.setAccessibleText(pieces.stream().map(SectionNodes::spoken).collect(Collectors.joining(" ")));
        return Prose.of(passage.text(), List.of(passage));
    }

    private static String spoken(Piece piece) {
        return piece.styles().contains("diff-removed")
                ? Messages.text("compare.spoken.removed", piece.text())
                : piece.styles().contains("diff-added")
                        ? Messages.text("compare.spoken.added", piece.text())
                        : piece.text();
    }
}
