package dev.runtree.ui.agents;

import dev.runtree.model.Figures;
import dev.runtree.ui.Messages;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;

/** A long text that goes with a message, such as a log: told and not shown, since no field can be written in beside it. */
final class Pasted extends HBox {
    /** Longer ones are told. */
    private static final int LONGEST_SHOWN = 50_000;

    private final Label told = new Label();
    private String text = "";

    Pasted() {
        getStyleClass().add("composer-line");
        setAlignment(Pos.CENTER_LEFT);
        told.getStyleClass().add("hint");
        told.setMinWidth(0);
        var out = new Button(Messages.text("agents.pasted.out"));
        out.getStyleClass().add("link-button");
        out.setMinWidth(USE_PREF_SIZE);
        out.setOnAction(event -> drop());
        getChildren().addAll(told, out);
        managedProperty().bind(visibleProperty());
        drop();
    }

    /** Takes a text behind what it has; says no to one that can be shown. */
    boolean take(@Nullable String more) {
        if (more == null || more.length() <= LONGEST_SHOWN) {
            return false;
        }
        text = text.isEmpty() ? more : text + "\n\n" + more;
        told.setText(Messages.text(
                "agents.pasted",
                Figures.count(text.length()),
                Figures.count(text.lines().count())));
        setVisible(true);
        return true;
    }

    void drop() {
        text = "";
        setVisible(false);
    }

    /** A message with what goes with it. */
    String behind(String message) {
        return text.isEmpty() ? message : message.isBlank() ? text : message + "\n\n" + text;
    }
}
