package dev.runtree.ui.filter;

import dev.runtree.query.BadFilter;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.text.Text;
import org.jspecify.annotations.Nullable;

/** Shows a mistake at its place: underlined in what is being typed, or the chip it lies in as a whole; a sentence says why. */
final class MistakeMark {
    private static final double LEFT = 4;

    private final HBox sentence;
    private final Label why;
    private final Region underline;
    private final TextField editor;

    MistakeMark(HBox sentence, Label why, Region underline, TextField editor) {
        this.sentence = sentence;
        this.why = why;
        this.underline = underline;
        this.editor = editor;
    }

    /** @param bad {@code null} when there is none */
    void show(@Nullable BadFilter bad, ChipLine chips, Draft draft) {
        sentence.setVisible(bad != null);
        sentence.setManaged(bad != null);
        underline.setVisible(false);
        for (int i = 0; i < draft.filter().terms().size(); i++) {
            chips.chip(i).pseudoClassStateChanged(Chip.WRONG, false);
        }
        if (bad != null) {
            why.setText(bad.getMessage());
            mark(bad, chips, draft.filter(), draft.place());
        }
    }

    private void mark(BadFilter bad, ChipLine chips, FilterText filter, int place) {
        String text = editor.getText().strip();
        int shift = text.isEmpty() ? 0 : text.length() + 1;
        for (int i = 0; i < filter.terms().size(); i++) {
            int start = filter.start(i) + (i < place ? 0 : shift);
            if (bad.start() < start + filter.terms().get(i).length() && bad.end() > start) {
                chips.chip(i).pseudoClassStateChanged(Chip.WRONG, true);
            }
        }
        int begin = filter.start(place);
        if (!text.isEmpty() && bad.end() >= begin && bad.start() <= begin + text.length()) {
            underline(bad.start() - begin, bad.end() - begin);
        }
    }

    private void underline(int start, int end) {
        String text = editor.getText();
        int blanks = text.length() - text.stripLeading().length();
        int from = Math.clamp(start + blanks, 0, text.length() - 1);
        int to = Math.clamp(end + blanks, from + 1, text.length());
        double x = LEFT + width(text.substring(0, from));
        double width = Math.min(width(text.substring(from, to)), Math.max(0, editor.getWidth() - x));
        underline.resizeRelocate(x, editor.getHeight() - 6, width, 2);
        underline.setVisible(true);
    }

    private double width(String text) {
        var measured = new Text(text);
        measured.setFont(editor.getFont());
        return measured.getLayoutBounds().getWidth();
    }
}
