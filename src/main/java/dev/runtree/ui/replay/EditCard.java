package dev.runtree.ui.replay;

import dev.runtree.ui.Icons;
import dev.runtree.ui.Messages;
import dev.runtree.ui.OneLine;
import java.util.List;
import java.util.function.Supplier;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;
import org.kordamp.ikonli.javafx.FontIcon;

/** One of several things that can be changed or taken out. What is in it is made when it is opened for the first time. */
final class EditCard extends VBox {
    private static final int PREVIEW = 160;
    private static final PseudoClass REMOVED = PseudoClass.getPseudoClass("removed");

    private final String title;
    private final Supplier<List<? extends Node>> inside;
    private final Runnable changed;
    private final FontIcon arrow = Icons.icon(BootstrapIcons.CHEVRON_RIGHT);
    private final Button head = new Button();
    private final Button remove = new Button();
    private final VBox body = new VBox();
    private boolean isRemoved;

    /**
     * @param title what it is
     * @param text of it, whose beginning is shown while it is closed
     */
    EditCard(String title, String text, Supplier<List<? extends Node>> inside, Runnable changed) {
        this.title = title;
        this.inside = inside;
        this.changed = changed;
        getStyleClass().add("edit-card");
        head.getStyleClass().addAll("flat", "edit-card-head");
        var name = new Label(title);
        name.getStyleClass().add("edited-name");
        name.setMinWidth(USE_PREF_SIZE);
        var preview = new Label(OneLine.of(text.substring(0, Math.min(PREVIEW, text.length()))));
        preview.getStyleClass().add("edit-card-preview");
        preview.setMinWidth(0);
        var face = new HBox(arrow, name, preview);
        face.getStyleClass().add("edit-card-face");
        face.setAlignment(Pos.CENTER_LEFT);
        head.setGraphic(face);
        head.setMaxWidth(Double.MAX_VALUE);
        head.setMinWidth(0);
        head.setAccessibleText(title + ": " + preview.getText());
        head.setOnAction(event -> open(!body.isVisible()));
        HBox.setHgrow(head, Priority.ALWAYS);
        remove.getStyleClass().addAll("flat", "small");
        remove.setMinWidth(USE_PREF_SIZE);
        remove.setOnAction(event -> remove(!isRemoved));
        body.getStyleClass().add("edit-card-body");
        body.managedProperty().bind(body.visibleProperty());
        body.setVisible(false);
        var line = new HBox(head, remove);
        line.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(line, body);
        tellRemove();
    }

    void open(boolean now) {
        if (now && body.getChildren().isEmpty()) {
            body.getChildren().setAll(inside.get());
        }
        body.setVisible(now && !isRemoved);
        arrow.setIconCode(now && !isRemoved ? BootstrapIcons.CHEVRON_DOWN : BootstrapIcons.CHEVRON_RIGHT);
    }

    private void remove(boolean now) {
        isRemoved = now;
        pseudoClassStateChanged(REMOVED, now);
        tellRemove();
        open(!now);
        changed.run();
    }

    private void tellRemove() {
        remove.setText(Messages.text(isRemoved ? "fork.put.back" : "fork.remove"));
        remove.setAccessibleText(Messages.text(isRemoved ? "fork.put.back.spoken" : "fork.remove.spoken", title));
    }

    boolean isRemoved() {
        return isRemoved;
    }
}
