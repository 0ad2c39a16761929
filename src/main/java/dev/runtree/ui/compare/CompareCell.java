package dev.runtree.ui.compare;

import dev.runtree.compare.Standing;
import dev.runtree.model.SpanId;
import dev.runtree.ui.compare.Sheet.Cell;
import dev.runtree.ui.compare.Sheet.Part;
import dev.runtree.ui.prose.Passage;
import java.util.function.Consumer;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** A value of a run: what it is, by how much it differs, and where it leads. */
final class CompareCell extends VBox {

    /** @param open told where a click leads; {@code null} for the run itself */
    CompareCell(Cell cell, boolean differs, Consumer<@Nullable SpanId> open) {
        getStyleClass().add("compare-cell");
        setAccessibleRole(AccessibleRole.BUTTON);
        setAccessibleText(cell.spoken());
        setMinWidth(0);
        if (differs && cell.standing().differs()) {
            getStyleClass().add("differs");
        }
        var head = head(cell, differs);
        var passages = cell.passages().stream().map(part -> passage(part, open)).toList();
        var isMarkAlone = cell.value().isEmpty() && cell.delta().isEmpty();
        if (isMarkAlone && !head.getChildren().isEmpty()) {
            var text = new VBox();
            text.getChildren().setAll(passages);
            text.setMinWidth(0);
            HBox.setHgrow(text, Priority.ALWAYS);
            var line = new HBox(head.getChildren().removeFirst(), text);
            line.getStyleClass().add("compare-text-line");
            getChildren().add(line);
        } else {
            if (!head.getChildren().isEmpty()) {
                getChildren().add(head);
            }
            getChildren().addAll(passages);
        }
        setOnMouseClicked(event -> {
            if (event.getButton() == MouseButton.PRIMARY && event.isStillSincePress()) {
                open.accept(cell.step());
                event.consume();
            }
        });
    }

    private static FlowPane head(Cell cell, boolean differs) {
        var head = new FlowPane();
        head.getStyleClass().add("compare-value-line");
        if (differs && cell.standing().differs()) {
            head.getChildren().add(label("≠", "compare-mark"));
        }
        if (!cell.value().isEmpty()) {
            var value = label(cell.value(), cell.figure() ? "compare-figure" : "compare-value");
            value.setWrapText(!cell.figure());
            if (isQuiet(cell)) {
                value.getStyleClass().add("quiet");
            }
            head.getChildren().add(value);
        }
        if (!cell.delta().isEmpty()) {
            head.getChildren().add(label(cell.delta(), "compare-delta", style(cell.standing())));
        }
        return head;
    }

    private static boolean isQuiet(Cell cell) {
        return cell.standing().kind() == Standing.Kind.UNREAD
                || (cell.standing().kind() == Standing.Kind.SAME && !cell.figure());
    }

    private static String style(Standing standing) {
        return switch (standing.kind()) {
            case BETTER -> "better";
            case WORSE -> "worse";
            case FIRST, SAME, OTHER, UNREAD -> "neutral";
        };
    }

    private static Label label(String text, String... styles) {
        var label = new Label(text);
        label.getStyleClass().addAll(styles);
        return label;
    }

    private static Passage passage(Part part, Consumer<@Nullable SpanId> open) {
        var passage = new Passage(part.pieces(), part.style().split(" ", -1));
        passage.setMinWidth(0);
        if (part.step() != null) {
            passage.setOnMouseClicked(event -> {
                if (event.getButton() == MouseButton.PRIMARY && event.isStillSincePress()) {
                    open.accept(part.step());
                    event.consume();
                }
            });
        }
        return passage;
    }
}
