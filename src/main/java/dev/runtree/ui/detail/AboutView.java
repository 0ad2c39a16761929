package dev.runtree.ui.detail;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;

/** The nodes that {@link About} is shown by. */
final class AboutView {
    private static final double LABELS = 104;

    private AboutView() {}

    static List<Node> of(About about) {
        var nodes = new ArrayList<Node>();
        for (var section : about.sections()) {
            if (section.title() != null) {
                var heading = new Label(section.title());
                heading.getStyleClass().add("heading");
                nodes.add(heading);
            }
            if (!section.lines().isEmpty()) {
                nodes.add(Frames.framed(lines(section.lines())));
            }
            if (!section.members().isEmpty()) {
                nodes.add(Frames.framed(new Facts(section.members())));
            }
            if (section.text() != null) {
                var text = new LongText(section.text(), "code");
                text.getStyleClass().add("card-text");
                nodes.add(Frames.framed(text));
            }
        }
        return nodes;
    }

    static GridPane lines(List<About.Line> lines) {
        var grid = new GridPane();
        grid.getStyleClass().add("facts");
        var values = new ColumnConstraints();
        values.setHgrow(Priority.ALWAYS);
        grid.getColumnConstraints().addAll(new ColumnConstraints(LABELS), values);
        for (var row = 0; row < lines.size(); row++) {
            var line = lines.get(row);
            var label = new Label(line.label());
            label.getStyleClass().add(line.part() ? "about-part" : "about-label");
            GridPane.setValignment(label, VPos.TOP);
            grid.addRow(row, label, new LongText(line.value(), "code"));
        }
        return grid;
    }
}
