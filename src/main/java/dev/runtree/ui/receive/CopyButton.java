package dev.runtree.ui.receive;

import dev.runtree.ui.Clip;
import dev.runtree.ui.Icons;
import dev.runtree.ui.Messages;
import java.util.function.Supplier;
import javafx.animation.PauseTransition;
import javafx.scene.control.Button;
import javafx.util.Duration;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;
import org.kordamp.ikonli.javafx.FontIcon;

/** Puts a text on the clipboard and says for a moment that it did. */
final class CopyButton extends Button {
    private static final Duration MOMENT = Duration.seconds(1.5);

    private final FontIcon icon = Icons.icon(BootstrapIcons.CLIPBOARD);
    private final PauseTransition moment = new PauseTransition(MOMENT);

    /**
     * @param what is copied, for screen readers
     * @param text asked for when the button is pressed
     */
    CopyButton(String what, Supplier<String> text) {
        super(Messages.text("copy"));
        getStyleClass().addAll("small", "copy");
        setGraphic(icon);
        setMinWidth(USE_PREF_SIZE);
        setAccessibleText(Messages.text("copy.what", what));
        moment.setOnFinished(event -> say("copy", BootstrapIcons.CLIPBOARD));
        setOnAction(event -> copy(text.get()));
    }

    private void copy(String text) {
        Clip.putExact(text);
        // As wide as before, so that nothing beside it moves.
        setPrefWidth(getWidth() > 0 ? Math.max(getWidth(), prefWidth(-1)) : USE_COMPUTED_SIZE);
        say("copied", BootstrapIcons.CHECK2);
        moment.playFromStart();
    }

    private void say(String key, BootstrapIcons code) {
        setText(Messages.text(key));
        icon.setIconCode(code);
    }
}
