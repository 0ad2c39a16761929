package dev.runtree.ui.runs;

import dev.runtree.ui.Messages;
import dev.runtree.ui.OneLine;
import dev.runtree.ui.RightToLeft;
import dev.runtree.ui.runs.RunColumn.Term;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import org.jspecify.annotations.Nullable;

/**
 * A value in a row: tells all of it when pointed at, and goes into the filter when it is clicked in the row that is selected,
 * or with Alt in any. The first click on a row selects it, wherever it falls.
 */
final class ValueLabel extends Label {
    private static final PseudoClass LINK = PseudoClass.getPseudoClass("link");

    private final Tooltip tip = new Tooltip();
    private Optional<Term> term = Optional.empty();
    private boolean isTaken;

    ValueLabel(String styleClass, FilterBy filterBy) {
        getStyleClass().add(styleClass);
        tip.setWrapText(true);
        tip.setMaxWidth(480);
        addEventFilter(MouseEvent.MOUSE_PRESSED, event -> {
            isTaken = term.isPresent() && isMeant(event) && (event.isAltDown() || isInSelectedRow());
            keep(event);
        });
        addEventFilter(MouseEvent.MOUSE_RELEASED, this::keep);
        setOnMouseClicked(event -> term.filter(known -> isTaken).ifPresent(known -> {
            filterBy.add(known, event.isAltDown());
            event.consume();
        }));
    }

    private boolean isInSelectedRow() {
        for (Node at = this; at != null; at = at.getParent()) {
            if (at instanceof ListCell<?> cell) {
                return cell.isSelected();
            }
        }
        return false;
    }

    /** With Ctrl or Shift it is the row that is meant. */
    private static boolean isMeant(MouseEvent event) {
        return event.getButton() == MouseButton.PRIMARY && !event.isShortcutDown() && !event.isShiftDown();
    }

    private void keep(MouseEvent event) {
        if (isTaken) {
            event.consume();
        }
    }

    /**
     * @param text is shown on one line
     * @param whole what it says when pointed at; {@code null} is nothing
     */
    void show(@Nullable String text, @Nullable String whole) {
        show(text, whole, Optional.empty());
    }

    void show(@Nullable String text, @Nullable String whole, Optional<Term> asTerm) {
        term = text == null || text.isEmpty() ? Optional.empty() : asTerm;
        setText(OneLine.of(text));
        pseudoClassStateChanged(LINK, term.isPresent());
        if (whole == null || whole.isEmpty()) {
            setTooltip(null);
        } else {
            var told = term.map(known -> Messages.text("runs.value.tip", whole, known.print()))
                    .orElse(whole);
            tip.setText(RightToLeft.folded(told, 48));
            setTooltip(tip);
        }
    }
}
