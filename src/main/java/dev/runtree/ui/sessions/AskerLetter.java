package dev.runtree.ui.sessions;

import java.util.Locale;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;

/** The first letter of somebody who asks, beside what was asked. */
public final class AskerLetter extends StackPane {

    /** @param name of the user; of an empty one a question mark is shown */
    public AskerLetter(String name) {
        var letters = name.strip();
        var letter = new Label(
                letters.isEmpty()
                        ? "?"
                        : letters.substring(0, letters.offsetByCodePoints(0, 1)).toUpperCase(Locale.ROOT));
        letter.getStyleClass().add("asker-letter");
        getChildren().add(letter);
        getStyleClass().add("asker-avatar");
    }
}
