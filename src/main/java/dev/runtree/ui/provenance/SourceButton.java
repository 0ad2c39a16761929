package dev.runtree.ui.provenance;

import dev.runtree.provenance.Place;
import dev.runtree.provenance.Quote;
import dev.runtree.ui.Messages;
import java.util.function.BiConsumer;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;
import org.kordamp.ikonli.javafx.FontIcon;

/** Words as they were said, and where; a press or Enter goes there. */
final class SourceButton extends Button {

    SourceButton(Quote quote, String where, Place place, BiConsumer<Place, String> jump) {
        var words = new QuoteText(quote);
        var step = new Label(where, new FontIcon(BootstrapIcons.ARROW_RIGHT_SHORT));
        step.getStyleClass().add("answer-place");
        step.setWrapText(true);
        var inside = new VBox(words, step);
        inside.getStyleClass().add("answer-source");
        inside.prefWidthProperty().bind(widthProperty().subtract(2));
        getStyleClass().setAll("answer-jump");
        setGraphic(inside);
        setMaxWidth(Double.MAX_VALUE);
        setMinHeight(USE_PREF_SIZE);
        setAccessibleText(Messages.text("origin.jump", where) + " " + words.words());
        setOnAction(event -> jump.accept(place, quote.match()));
        addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ENTER) {
                fire();
                event.consume();
            }
        });
    }
}
