package dev.runtree.ui.detail;

import dev.runtree.model.Figures;
import dev.runtree.ui.Messages;
import dev.runtree.ui.WrappedLabel;
import dev.runtree.ui.filter.TermMenu;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;

/** The nodes that {@link About} is shown by. */
final class AboutView {
    private static final double LABELS = 104;
    private static final int PAGE = 60;

    private AboutView() {}

    /** With the tools that a model was told of, a card each. */
    static List<Node> of(About about, List<ToolDefinition> tools, Reader reader) {
        var nodes = of(about);
        if (!tools.isEmpty()) {
            var heading = new Label(Messages.text("detail.tools", Figures.count(tools.size())));
            heading.getStyleClass().add("heading");
            nodes.add(heading);
            var items = new ArrayList<Supplier<Node>>();
            tools.forEach(tool -> items.add(() -> ToolCard.of(reader, tool)));
            nodes.add(new Pager(items, PAGE).ofLines());
        }
        return nodes;
    }

    private static List<Node> of(About about) {
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
            grid.addRow(row, label, value(line));
        }
        return grid;
    }

    private static Node value(About.Line line) {
        var key = line.key();
        if (key == null) {
            return new LongText(line.value(), "code");
        }
        var value = new WrappedLabel(line.value());
        value.getStyleClass().add("about-value");
        TermMenu.install(value, key, line.value());
        return value;
    }
}
