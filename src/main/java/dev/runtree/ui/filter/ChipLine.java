package dev.runtree.ui.filter;

import java.util.List;
import java.util.stream.IntStream;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/**
 * The chips in a line with the one editor, which stands behind them or between any two. The arrow keys walk over chips and
 * editor as over letters; what does not fit scrolls.
 */
final class ChipLine {
    /** What happens to the filter. */
    interface Listener {
        void edit(int index);

        /** @param next whether the focus goes to the chip that takes its place, and else to the one before it */
        void remove(int index, boolean next);

        /** Types a letter: on a chip it goes to the end of the editor. */
        void editor();
    }

    private final Overflow scroller;
    private final HBox line;
    private final Region editing;
    private final TextField editor;
    private final Listener listener;
    private FilterText filter = FilterText.NONE;
    private int place;

    /**
     * @param line in which the editor is already
     * @param editing what the editor lies in
     */
    ChipLine(Overflow scroller, HBox line, Region editing, TextField editor, Listener listener) {
        this.scroller = scroller;
        this.line = line;
        this.editing = editing;
        this.editor = editor;
        this.listener = listener;
        var usual = editing.getMinWidth();
        scroller.widthProperty().subscribe(width -> editing.setMinWidth(Math.min(usual, width.doubleValue())));
        line.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        line.widthProperty().subscribe(() -> reveal(focused()));
        editing.boundsInParentProperty().subscribe(() -> reveal(focused()));
    }

    /** Shows the chips of a filter. The editor stands before the piece at the place. */
    void show(FilterText shown, int editorPlace) {
        filter = shown;
        place = editorPlace;
        line.getChildren().removeIf(node -> !node.equals(editing));
        line.getChildren().addAll(0, chips(0, place));
        line.getChildren().addAll(chips(place, filter.terms().size()));
    }

    private List<Chip> chips(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> new Chip(filter.terms().get(i), () -> listener.edit(i), () -> listener.remove(i, true)))
                .toList();
    }

    Chip chip(int index) {
        return (Chip) line.getChildren().get(index < place ? index : index + 1);
    }

    int size() {
        return filter.terms().size();
    }

    /** The chip that has the focus; -1 when none has. */
    int focused() {
        var owner = line.getScene() == null ? null : line.getScene().getFocusOwner();
        int at = owner == null ? -1 : line.getChildren().indexOf(owner);
        return at < 0 || owner instanceof TextField ? -1 : at < place ? at : at - 1;
    }

    /** Gives the focus to a chip; beyond the ends and at the editor's place, to the editor. */
    void focus(int index) {
        if (index < 0 || index >= size()) {
            listener.editor();
            return;
        }
        chip(index).requestFocus();
        reveal(index);
    }

    private void pressed(KeyEvent event) {
        if (event.isShortcutDown() || event.isAltDown()) {
            return;
        }
        int at = focused();
        if (at >= 0) {
            onChip(at, event);
        } else if (event.getTarget().equals(editor) && fromEditor(event.getCode())) {
            event.consume();
        }
    }

    private boolean fromEditor(KeyCode code) {
        boolean selects = editor.getSelection().getLength() > 0;
        if (code == KeyCode.LEFT && editor.getCaretPosition() == 0 && !selects && place > 0) {
            focus(place - 1);
        } else if (code == KeyCode.RIGHT
                && editor.getCaretPosition() == editor.getLength()
                && !selects
                && place < size()) {
            focus(place);
        } else if (code == KeyCode.HOME && editor.getCaretPosition() == 0 && size() > 0) {
            focus(0);
        } else if (code == KeyCode.BACK_SPACE && editor.getText().isEmpty() && place > 0) {
            listener.edit(place - 1);
        } else {
            return false;
        }
        return true;
    }

    private void onChip(int at, KeyEvent event) {
        switch (event.getCode()) {
            case LEFT -> focus(at == place ? -1 : Math.max(0, at - 1));
            case RIGHT -> focus(at == place - 1 ? -1 : at + 1);
            case HOME -> focus(0);
            case END, ESCAPE -> listener.editor();
            case ENTER, F2, SPACE -> listener.edit(at);
            case DELETE -> listener.remove(at, true);
            case BACK_SPACE -> listener.remove(at, false);
            default -> {
                return;
            }
        }
        event.consume();
    }

    /** Brings a chip into view; for -1, the editor. */
    private void reveal(int index) {
        scroller.reveal((index < 0 ? editing : chip(index)).getBoundsInParent());
    }
}
