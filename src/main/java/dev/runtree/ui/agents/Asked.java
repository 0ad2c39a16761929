package dev.runtree.ui.agents;

import dev.runtree.model.Figures;
import dev.runtree.ui.sessions.AskerLetter;
import dev.runtree.ui.sessions.Words;
import java.time.Instant;
import java.time.ZoneId;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** Who asked what, just now. */
final class Asked extends HBox {

    Asked(String user, String question) {
        getStyleClass().add("turn-row");
        var who = new Label(user);
        who.getStyleClass().add("who");
        who.setMinWidth(16);
        var now = Instant.now();
        var time = new Label(Figures.time(now, now, ZoneId.systemDefault()));
        time.getStyleClass().add("figure");
        time.setMinWidth(USE_PREF_SIZE);
        var line = new HBox(who, time);
        line.getStyleClass().add("who-line");
        var says = new VBox(line, Words.typed(question));
        says.getStyleClass().add("said");
        says.setMinWidth(0);
        HBox.setHgrow(says, Priority.ALWAYS);
        getChildren().addAll(new AskerLetter(user), says);
    }
}
