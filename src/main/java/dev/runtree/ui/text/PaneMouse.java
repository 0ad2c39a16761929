package dev.runtree.ui.text;

import javafx.scene.Cursor;
import javafx.scene.Node;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;

/** The mouse on a pane: a press makes a row current, a drag selects, two presses a word, three a row; a twisty opens. */
final class PaneMouse {
    private final TextPane pane;
    private boolean onTwisty;

    private PaneMouse(TextPane pane) {
        this.pane = pane;
    }

    static void install(TextPane pane, Node surface) {
        var mouse = new PaneMouse(pane);
        surface.setCursor(Cursor.TEXT);
        surface.setOnMousePressed(mouse::pressed);
        surface.setOnMouseDragged(mouse::dragged);
        surface.setOnScroll(mouse::scrolled);
    }

    private void pressed(MouseEvent event) {
        pane.requestFocus();
        if (pane.rows().size() == 0) {
            return;
        }
        var place = pane.placeAt(event.getX(), event.getY());
        pane.setCurrent(place.row());
        onTwisty = false;
        if (event.getButton() != MouseButton.PRIMARY) {
            return;
        }
        var row = pane.viewport().laid(place.row()).row();
        var left = pane.gutter() + pane.viewport().indent(row) - pane.scrolledAcross();
        if (row.fold() != RowText.Fold.NONE && event.getX() < left && event.getX() > left - 18) {
            onTwisty = true;
            pane.open(place.row(), row.fold() == RowText.Fold.CLOSED);
        } else if (event.isShiftDown()) {
            pane.selection().extend(place);
        } else if (event.getClickCount() == 2) {
            selectWord(row.text(), place);
        } else if (event.getClickCount() == 3) {
            pane.selection()
                    .select(
                            new TextPlace(place.row(), 0),
                            new TextPlace(place.row(), row.text().length()));
        } else {
            pane.selection().start(place);
        }
    }

    private void selectWord(String text, TextPlace place) {
        var from = place.offset();
        var to = from;
        while (from > 0 && isWord(text.charAt(from - 1))) {
            from--;
        }
        while (to < text.length() && isWord(text.charAt(to))) {
            to++;
        }
        pane.selection().select(new TextPlace(place.row(), from), new TextPlace(place.row(), to));
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.' || Character.isSurrogate(c);
    }

    private void dragged(MouseEvent event) {
        if (onTwisty || pane.rows().size() == 0 || !event.isPrimaryButtonDown()) {
            return;
        }
        if (event.getY() < 0 || event.getY() > pane.viewport().height()) {
            pane.scroll(
                    0,
                    event.getY() < 0
                            ? event.getY() / 2
                            : (event.getY() - pane.viewport().height()) / 2);
        }
        pane.selection()
                .extend(pane.placeAt(
                        event.getX(),
                        Math.clamp(event.getY(), 0, pane.viewport().height() - 1)));
    }

    private void scrolled(ScrollEvent event) {
        var sideways = event.isShiftDown() && event.getDeltaX() == 0;
        pane.scroll(sideways ? -event.getDeltaY() : -event.getDeltaX(), sideways ? 0 : -event.getDeltaY());
        event.consume();
    }
}
