package dev.runtree.ui.detail;

import dev.runtree.model.Content;
import dev.runtree.model.Figures;
import dev.runtree.model.Span;
import dev.runtree.ui.Messages;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;
import org.kordamp.ikonli.javafx.FontIcon;

/** A tool call: its arguments, and beside them what came of it, how long that took and where it ran. */
final class CallCard {
    private CallCard() {}

    static Foldable of(Reader reader, Card.Call call) {
        var icon = new FontIcon(BootstrapIcons.WRENCH);
        icon.getStyleClass().add("kind-tool");
        var title = new Label(call.name(), icon);
        title.getStyleClass().add("card-title");
        var text = call.arguments() + (call.result() == null ? "" : " → " + Foldable.firstLine(call.result()));
        var menus = new VBox();
        var card = new Foldable(title, text, "", () -> {
                    var arguments = new ArgumentsBlock(reader, call.arguments());
                    menus.getChildren().setAll(arguments.menu());
                    return body(reader, call, arguments);
                })
                .styled("tool-card");
        if (call.id() != null) {
            var id = new Label(call.id());
            id.getStyleClass().add("figure");
            id.setMinWidth(0);
            id.setTooltip(new Tooltip(call.id()));
            card.withWhenOpen(id, menus);
        } else {
            card.withWhenOpen(menus);
        }
        var run = call.run();
        if (run != null) {
            card.with(outcome(reader, run.span()).toArray(Node[]::new));
            if (run.span().failed()) {
                card.styled("failed");
            }
        }
        return card;
    }

    private static List<Node> outcome(Reader reader, Span span) {
        var nodes = new ArrayList<Node>();
        var duration = span.durationNanos();
        nodes.add(figure(duration == null ? Messages.text("detail.running") : Figures.duration(duration)));
        if (duration != null) {
            var failed = span.failed();
            var status = new Label(
                    Messages.text(failed ? "detail.call.error" : "detail.call.ok"),
                    new FontIcon(failed ? BootstrapIcons.X_OCTAGON_FILL : BootstrapIcons.CHECK2));
            status.getStyleClass().add(failed ? "outcome-error" : "outcome-ok");
            status.setMinWidth(Label.USE_PREF_SIZE);
            nodes.add(status);
        }
        var step = new Button(null, new FontIcon(BootstrapIcons.ARROW_RIGHT_SHORT));
        step.getStyleClass().add("flat-tool");
        step.setAccessibleText(Messages.text("detail.call.step"));
        step.setTooltip(new Tooltip(Messages.text("detail.call.step")));
        step.setMinWidth(Button.USE_PREF_SIZE);
        step.setOnAction(event -> reader.goTo(span.id()));
        nodes.add(step);
        return nodes;
    }

    private static Label figure(String text) {
        var label = new Label(text);
        label.getStyleClass().add("figure");
        label.setMinWidth(Label.USE_PREF_SIZE);
        return label;
    }

    private static Node body(Reader reader, Card.Call call, ArgumentsBlock arguments) {
        var box = new VBox(arguments);
        var failed = call.run() != null && call.run().span().failed();
        var result = result(call);
        if (result != null) {
            box.getChildren().add(result(reader, result, failed));
        }
        return box;
    }

    private static @Nullable String result(Card.Call call) {
        var run = call.run();
        if (call.result() != null || run == null) {
            return call.result();
        }
        var error = run.error();
        var words = error == null ? null : message(error);
        return words != null ? words : run.span().statusMessage();
    }

    private static @Nullable String message(Content.Failure error) {
        return error.message() != null ? error.message() : error.type();
    }

    private static Node result(Reader reader, String text, boolean failed) {
        var label = new Label(Messages.text("detail.result"));
        label.getStyleClass().add("role");
        label.setMinWidth(Label.USE_PREF_SIZE);
        var words = failed
                ? new TextBlock(reader, "result", text, "code", "danger")
                : new TextBlock(reader, "result", text, "code");
        words.setMinWidth(0);
        HBox.setHgrow(words, Priority.ALWAYS);
        var line = new HBox(label, words);
        line.getStyleClass().add("card-result");
        return line;
    }
}
