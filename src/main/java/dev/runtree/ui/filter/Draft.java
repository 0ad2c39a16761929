package dev.runtree.ui.filter;

import dev.runtree.query.BadFilter;
import dev.runtree.query.RunFilter;
import javafx.scene.control.TextField;
import org.jspecify.annotations.Nullable;

/**
 * The filter as it is being written: pieces that are done, and the text in the editor, which stands before one of them or behind
 * all. Whoever changes it is to show it.
 */
final class Draft {
    private final TextField editor;
    private FilterText filter = FilterText.NONE;
    private int place;
    private @Nullable String edited;

    Draft(TextField editor) {
        this.editor = editor;
    }

    FilterText filter() {
        return filter;
    }

    /** The piece before which the editor stands. */
    int place() {
        return place;
    }

    /** With what is being typed, as far as that is there. */
    FilterText whole() {
        return filter.plus(place, FilterText.of(editor.getText()));
    }

    /** The filter without what is being typed. */
    RunFilter others() {
        try {
            return RunFilter.parse(filter.text());
        } catch (BadFilter bad) {
            return RunFilter.ALL;
        }
    }

    /** Replaces all of it. */
    void set(FilterText now) {
        filter = now;
        place = now.terms().size();
        edited = null;
        editor.clear();
    }

    /** Makes pieces of what is finished in the editor; what has been typed since stays there. */
    boolean finish() {
        String text = editor.getText();
        int end = text.lastIndexOf(' ') + 1;
        if (!FilterText.isFinished(text.substring(0, end))) {
            return false;
        }
        insert(text.substring(0, end));
        editor.setText(text.substring(end));
        editor.end();
        return true;
    }

    /** Makes pieces of all that is in the editor. */
    void commit() {
        insert(editor.getText());
        toEnd();
        editor.clear();
    }

    /** Whether a piece is being changed that could become again what it was. */
    boolean isEdited() {
        return edited != null;
    }

    /** The piece that is being changed becomes what it was. */
    void restore() {
        var before = edited;
        if (before != null) {
            insert(before);
            toEnd();
            editor.clear();
        }
    }

    /** The editor goes behind all pieces, if nothing is in it. */
    boolean leave() {
        boolean moves = editor.getText().isBlank() && place < filter.terms().size();
        if (moves) {
            edited = null;
            toEnd();
        }
        return moves;
    }

    private void toEnd() {
        place = filter.terms().size();
    }

    private void insert(String text) {
        var more = FilterText.of(text);
        filter = filter.plus(place, more);
        place += more.terms().size();
        edited = null;
    }

    /** Turns a piece back into text, where it stands. */
    void edit(int index) {
        int at = index;
        if (!editor.getText().isBlank()) {
            at += index < place ? 0 : FilterText.of(editor.getText()).terms().size();
            insert(editor.getText());
        }
        String term = filter.terms().get(at);
        filter = filter.before(at).plus(at, filter.from(at + 1));
        place = at;
        editor.setText(term);
        edited = term;
    }

    void remove(int index) {
        int size = filter.terms().size();
        filter = filter.without(index);
        int gone = size - filter.terms().size();
        place = Math.clamp(
                place > index ? place - gone : place, 0, filter.terms().size());
    }
}
