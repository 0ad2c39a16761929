package dev.runtree.ui.detail;

import dev.runtree.ui.Messages;
import dev.runtree.ui.WrappedLabel;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;
import org.kordamp.ikonli.javafx.FontIcon;

/** A tool as the model was told of it: what it is for, and its parameters; its JSON on demand. */
final class ToolCard {
    private static final double NAMES = 150;

    private ToolCard() {}

    static Foldable of(Reader reader, ToolDefinition tool) {
        var icon = new FontIcon(BootstrapIcons.WRENCH);
        icon.getStyleClass().add("kind-tool");
        var title = new Label(tool.name().isEmpty() ? Messages.text("detail.tool") : tool.name(), icon);
        title.getStyleClass().add("card-title");
        var text = tool.description() == null ? tool.json() : tool.description();
        return new Foldable(title, text, "", () -> body(reader, tool)).styled("tool-card");
    }

    private static Node body(Reader reader, ToolDefinition tool) {
        var nodes = new ArrayList<Node>();
        if (tool.description() != null) {
            nodes.add(new TextBlock(reader, "description", tool.description()));
        }
        if (!tool.parameters().isEmpty()) {
            nodes.add(parameters(tool.parameters()));
        }
        var json = TextCard.of(
                reader,
                Foldable.role(Messages.text("detail.json")),
                "definition",
                tool.json(),
                CardView.characters(tool.json()));
        nodes.add(tool.description() == null && tool.parameters().isEmpty() ? json.opened() : json);
        var box = new VBox();
        box.getChildren().setAll(nodes);
        box.getStyleClass().addAll("card-text", "tool-definition");
        return box;
    }

    private static Node parameters(List<ToolDefinition.Parameter> parameters) {
        var grid = new GridPane();
        grid.getStyleClass().add("parameters");
        var values = new ColumnConstraints();
        values.setHgrow(Priority.ALWAYS);
        grid.getColumnConstraints()
                .addAll(new ColumnConstraints(GridPane.USE_PREF_SIZE, GridPane.USE_COMPUTED_SIZE, NAMES), values);
        var row = 0;
        for (var parameter : parameters) {
            var name = new WrappedLabel(parameter.name());
            name.getStyleClass().add("fact-key");
            GridPane.setValignment(name, VPos.TOP);
            var type = new WrappedLabel(
                    parameter.required()
                            ? parameter.type() + ", " + Messages.text("detail.required")
                            : parameter.type());
            type.getStyleClass().add("parameter-type");
            var words = new VBox(type);
            if (parameter.description() != null) {
                words.getChildren().add(new LongText(parameter.description()));
            }
            grid.addRow(row++, name, words);
        }
        return grid;
    }
}
