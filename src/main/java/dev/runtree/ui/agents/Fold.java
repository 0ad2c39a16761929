package dev.runtree.ui.agents;

import dev.runtree.ui.Icons;
import dev.runtree.ui.Messages;
import dev.runtree.ui.OneLine;
import java.util.function.Supplier;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/**
 * A line of what a run does, the same for a call, a task that is handed on, a step and a thought: what it is, what it is about,
 * how long it took, the way to it in the tree; and beneath it the whole, once it is unfolded.
 */
class Fold extends VBox {
    private static final int INDENT = 14;
    private static final int ONE_LINE = 400;

    private final Button caret = new Button();
    private final Label about = new Label();
    private final Label figure = new Label();
    private final HBox line = new HBox();
    private final VBox body = new VBox();
    private Supplier<Node> content = VBox::new;
    private final @Nullable Button jump;
    private @Nullable Label error;

    /** @param jump shows its step in the tree; {@code null} for one that is no step of its own */
    Fold(String title, @Nullable Runnable jump) {
        getStyleClass().add("fold");
        caret.setMnemonicParsing(false);
        caret.getStyleClass().add("call-fold");
        caret.setMinWidth(USE_PREF_SIZE);
        caret.setOnAction(event -> unfold(!body.isVisible()));
        about.getStyleClass().add("call-text");
        about.setMinWidth(0);
        about.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(about, Priority.ALWAYS);
        figure.getStyleClass().add("figure");
        figure.setMinWidth(USE_PREF_SIZE);
        line.getStyleClass().add("call-line");
        line.getChildren().addAll(caret, about, figure);
        this.jump = jump == null ? null : jump(jump);
        if (this.jump != null) {
            line.getChildren().add(this.jump);
        }
        body.getStyleClass().add("fold-body");
        body.setVisible(false);
        body.managedProperty().bind(body.visibleProperty());
        getChildren().addAll(line, body);
        title(title);
        unfold(false);
    }

    /** The way to a step in the tree. */
    private static Button jump(Runnable to) {
        var jump = new Button();
        jump.setGraphic(Icons.icon(BootstrapIcons.BOX_ARROW_IN_RIGHT));
        jump.getStyleClass().add("fold-jump");
        jump.setMinWidth(USE_PREF_SIZE);
        jump.setTooltip(new Tooltip(Messages.text("agents.jump")));
        jump.setOnAction(event -> to.run());
        return jump;
    }

    /** Stands before all that is behind it. */
    final void lead(Node icon) {
        line.getChildren().addFirst(icon);
    }

    final void title(String text) {
        caret.setText(text);
        caret.setAccessibleText(Messages.text("agents.fold", text));
        if (jump != null) {
            jump.setAccessibleText(Messages.text("agents.jump.to", text));
        }
    }

    /** What it is about, on one line. */
    final void about(String text) {
        about.setText(oneLine(text));
    }

    final void figure(String text) {
        figure.setText(text);
    }

    /** @param make makes what stands beneath the line, each time that it is unfolded */
    final void content(Supplier<Node> make) {
        content = make;
        if (body.isVisible()) {
            body.getChildren().setAll(make.get());
        }
    }

    /** It failed, and why. */
    final void fail(String why) {
        if (!getStyleClass().contains("failed")) {
            getStyleClass().add("failed");
        }
        caret.setAccessibleText(Messages.text("agents.fold.failed", caret.getText()));
        var shown = error;
        if (shown == null) {
            shown = new Label();
            shown.getStyleClass().add("call-error");
            shown.setMinWidth(0);
            error = shown;
            getChildren().add(1, shown);
        }
        shown.setText(oneLine(why));
    }

    /** @param depth how many steps it lies beneath */
    final void indent(int depth) {
        setPadding(new Insets(0, 0, 0, (double) INDENT * Math.min(depth, 8)));
    }

    final boolean isUnfolded() {
        return body.isVisible();
    }

    private void unfold(boolean now) {
        body.setVisible(now);
        if (now) {
            body.getChildren().setAll(content.get());
        } else {
            body.getChildren().clear();
        }
        caret.setGraphic(Icons.icon(now ? BootstrapIcons.CARET_DOWN_FILL : BootstrapIcons.CARET_RIGHT_FILL));
    }

    static String oneLine(String text) {
        return OneLine.of(text, ONE_LINE);
    }
}
