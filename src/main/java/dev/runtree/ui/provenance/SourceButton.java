package dev.runtree.ui.provenance;

import dev.runtree.provenance.Place;
import dev.runtree.provenance.Quote;
import dev.runtree.ui.Messages;
import dev.runtree.ui.WrappedLabel;
import java.util.function.BiConsumer;
import javafx.scene.AccessibleAction;
import javafx.scene.AccessibleRole;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;
import org.kordamp.ikonli.javafx.FontIcon;

/** Words as they were said, and where; a press or Enter goes there. As high as its words are at its width, as no button is. */
final class SourceButton extends VBox {
    private final Runnable go;

    SourceButton(Quote quote, String where, Place place, BiConsumer<Place, String> jump) {
        go = () -> jump.accept(place, quote.match());
        var words = new QuoteText(quote);
        var step = new HBox(new WrappedLabel(where), new FontIcon(BootstrapIcons.ARROW_RIGHT_SHORT));
        step.getStyleClass().add("answer-place");
        getStyleClass().add("answer-jump");
        getChildren().addAll(words, step);
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.BUTTON);
        setAccessibleText(Messages.text("origin.jump", where) + " " + words.words());
        addEventHandler(MouseEvent.MOUSE_CLICKED, event -> {
            if (event.getButton() == MouseButton.PRIMARY) {
                go.run();
            }
        });
        addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ENTER || event.getCode() == KeyCode.SPACE) {
                go.run();
                event.consume();
            }
        });
    }

    @Override
    public void executeAccessibleAction(AccessibleAction action, Object... parameters) {
        if (action == AccessibleAction.FIRE) {
            go.run();
        } else {
            super.executeAccessibleAction(action, parameters);
        }
    }
}
