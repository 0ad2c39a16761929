package dev.runtree.ui.detail;

import dev.runtree.model.Figures;
import dev.runtree.ui.Messages;
import dev.runtree.ui.prose.Links;
import dev.runtree.ui.prose.Prose;
import dev.runtree.ui.text.JsonText;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;
import org.kordamp.ikonli.javafx.FontIcon;

/** The nodes that cards are shown by. */
final class Cards {
    private Cards() {}

    /** A card in full. */
    static Node open(Card card) {
        return switch (card) {
            case Card.Words words -> message(words.role(), words(words.text()));
            case Card.Thought thought ->
                message(Messages.text("detail.reasoning"), new LongText(thought.text(), "muted"));
            case Card.Call call -> call(call);
            case Card.Result result -> tool(result.name(), null, List.of(result(result.result())));
            case Card.Media media -> message(media.role(), new LongText(media.note(), "muted"));
            case Card.Other other -> message(other.role(), new LongText(pretty(other.json()), "code"));
        };
    }

    private static Node words(String text) {
        return Prose.markdown(text, Links.copied()).<Node>map(prose -> prose).orElseGet(() -> new LongText(text));
    }

    /** A card on one line with its size, which opens when it is pressed. */
    static Node folded(Card card) {
        var role = new Label(role(card));
        role.getStyleClass().add("role");
        role.setMinWidth(70);
        var line = new Label(firstLine(text(card)));
        line.getStyleClass().add("folded-text");
        line.setPrefWidth(0); // so that the name keeps its width and the text takes what is left
        line.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(line, Priority.ALWAYS);
        var size = new Label(
                Messages.text("detail.characters", Figures.count(text(card).length())));
        size.getStyleClass().add("figure");
        size.setMinWidth(Label.USE_PREF_SIZE);
        var inside = new HBox(new FontIcon(BootstrapIcons.CARET_RIGHT_FILL), role, line, size);
        inside.setAlignment(Pos.CENTER_LEFT);
        inside.getStyleClass().add("folded-line");
        var button = new Button(null, inside);
        button.getStyleClass().setAll("folded");
        button.setMaxWidth(Double.MAX_VALUE);
        inside.prefWidthProperty().bind(button.widthProperty().subtract(4));
        button.setAccessibleText(role(card) + ": " + firstLine(text(card)));
        var place = new VBox(button);
        button.setOnAction(event -> place.getChildren().setAll(open(card)));
        return place;
    }

    private static String role(Card card) {
        return switch (card) {
            case Card.Words words -> title(words.role());
            case Card.Thought ignored -> Messages.text("detail.reasoning");
            case Card.Call call -> call.name();
            case Card.Result result -> result.name();
            case Card.Media media -> title(media.role());
            case Card.Other other -> title(other.role());
        };
    }

    private static String text(Card card) {
        return switch (card) {
            case Card.Words words -> words.text();
            case Card.Thought thought -> thought.text();
            case Card.Call call -> call.arguments() + (call.result() == null ? "" : " → " + call.result());
            case Card.Result result -> result.result();
            case Card.Media media -> media.note();
            case Card.Other other -> other.json();
        };
    }

    private static String firstLine(String text) {
        return text.substring(0, Math.min(text.length(), 400))
                .replaceAll("\\s+", " ")
                .strip();
    }

    private static String title(String role) {
        return role.isEmpty() ? "" : Character.toUpperCase(role.charAt(0)) + role.substring(1);
    }

    private static Node message(String role, Node content) {
        var label = new Label(title(role));
        label.getStyleClass().add("role");
        var card = new VBox(label, content);
        card.getStyleClass().addAll("message", "role-" + role.replaceAll("[^a-z]", ""));
        return card;
    }

    private static Node call(Card.Call call) {
        var arguments = JsonText.members(call.arguments());
        Node shown =
                arguments.isPresent() ? Arguments.of(arguments.get()) : padded(new LongText(call.arguments(), "code"));
        return tool(
                call.name(), call.id(), call.result() == null ? List.of(shown) : List.of(shown, result(call.result())));
    }

    static Node tool(String name, @Nullable String id, List<Node> parts) {
        var icon = new FontIcon(BootstrapIcons.WRENCH);
        icon.getStyleClass().add("kind-tool");
        var title = new Label(name, icon);
        title.getStyleClass().add("card-title");
        var line = new HBox(title);
        if (id != null) {
            var call = new Label(id);
            call.getStyleClass().add("figure");
            line.getChildren().add(call);
        }
        line.getStyleClass().add("card-head");
        line.setAlignment(Pos.BASELINE_LEFT);
        var card = new VBox(line);
        card.getChildren().addAll(parts);
        card.getStyleClass().add("tool-card");
        return card;
    }

    private static Node result(String text) {
        var label = new Label(Messages.text("detail.result"));
        label.getStyleClass().add("role");
        label.setMinWidth(Label.USE_PREF_SIZE);
        var words = new LongText(pretty(text), "code");
        HBox.setHgrow(words, Priority.ALWAYS);
        var line = new HBox(label, words);
        line.getStyleClass().add("card-result");
        return line;
    }

    private static Node padded(Node node) {
        var box = new VBox(node);
        box.getStyleClass().add("card-text");
        return box;
    }

    private static String pretty(String text) {
        return text.length() > 64 * 1024 ? text : JsonText.pretty(text).orElse(text);
    }

    /** A heading with a line on both sides: what comes after it is new, or the answer. */
    static Node divider(String text) {
        var label = new Label(text);
        label.setMinWidth(Label.USE_PREF_SIZE);
        var left = new Region();
        var right = new Region();
        left.getStyleClass().add("divider-start");
        right.getStyleClass().add("divider-rest");
        HBox.setHgrow(right, Priority.ALWAYS);
        var line = new HBox(left, label, right);
        line.setAlignment(Pos.CENTER_LEFT);
        line.getStyleClass().add("divider");
        return line;
    }
}
