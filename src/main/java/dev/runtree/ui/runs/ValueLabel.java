package dev.runtree.ui.runs;

import dev.runtree.ui.Messages;
import dev.runtree.ui.runs.RunColumn.Term;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import org.jspecify.annotations.Nullable;

/** A value in a row: tells all of it when pointed at, and goes into the filter when it is clicked. */
final class ValueLabel extends Label {
    private static final PseudoClass LINK = PseudoClass.getPseudoClass("link");

    private final Tooltip tip = new Tooltip();
    private Optional<Term> term = Optional.empty();

    ValueLabel(String styleClass, FilterBy filterBy) {
        getStyleClass().add(styleClass);
        tip.setWrapText(true);
        tip.setMaxWidth(480);
        // The row is selected when it is pressed.
        addEventFilter(MouseEvent.MOUSE_PRESSED, this::keep);
        addEventFilter(MouseEvent.MOUSE_RELEASED, this::keep);
        setOnMouseClicked(event -> term.filter(known -> isMeant(event)).ifPresent(known -> {
            filterBy.add(known, event.isAltDown());
            event.consume();
        }));
    }

    /** With Ctrl or Shift it is the row that is meant. */
    private static boolean isMeant(MouseEvent event) {
        return event.getButton() == MouseButton.PRIMARY && !event.isShortcutDown() && !event.isShiftDown();
    }

    private void keep(MouseEvent event) {
        if (term.isPresent() && isMeant(event)) {
            event.consume();
        }
    }

    /** @param whole what it says when pointed at; {@code null} is nothing */
    void show(@Nullable String text, @Nullable String whole) {
        show(text, whole, Optional.empty());
    }

    void show(@Nullable String text, @Nullable String whole, Optional<Term> asTerm) {
        term = text == null || text.isEmpty() ? Optional.empty() : asTerm;
        setText(text == null ? "" : text);
        pseudoClassStateChanged(LINK, term.isPresent());
        if (whole == null || whole.isEmpty()) {
            setTooltip(null);
        } else {
            tip.setText(term.map(known -> Messages.text("runs.value.tip", whole, known.print()))
                    .orElse(whole));
            setTooltip(tip);
        }
    }
}
