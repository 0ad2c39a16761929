package dev.runtree.ui.agents;

import dev.runtree.model.Figures;
import dev.runtree.ui.Messages;
import java.time.Instant;
import java.time.ZoneId;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;

/** Who speaks in a chat: its name, which leads to its run in the tree, for whom it works, its model, and when. */
final class SpeakerHead extends HBox {
    private final Label model = new Label();
    private final Label time = new Label();

    /**
     * @param place for whom or in which step it works; {@code null} for one that was asked by the user
     * @param jump shows its run in the tree
     */
    SpeakerHead(String name, @Nullable String place, Runnable jump) {
        getStyleClass().add("who-line");
        var who = new Button(name);
        who.setMnemonicParsing(false);
        who.getStyleClass().addAll("link-button", "who", "who-jump");
        who.setMinWidth(16);
        who.setTooltip(new Tooltip(Messages.text("agents.jump")));
        who.setAccessibleText(Messages.text("agents.jump.to", name));
        who.setOnAction(event -> jump.run());
        getChildren().add(who);
        if (place != null) {
            var of = new Label(place);
            of.getStyleClass().add("fact");
            of.setMinWidth(0);
            getChildren().add(of);
        }
        model.getStyleClass().add("figure");
        model.setMinWidth(0);
        var now = Instant.now();
        time.setText(Figures.time(now, now, ZoneId.systemDefault()));
        time.getStyleClass().add("figure");
        time.setMinWidth(USE_PREF_SIZE);
        getChildren().addAll(model, time);
    }

    /** @param nanos when it began to speak, since 1970-01-01T00:00Z */
    void at(long nanos) {
        time.setText(Figures.time(Figures.instant(nanos), Instant.now(), ZoneId.systemDefault()));
    }

    void model(String name) {
        model.setText(name);
    }
}
