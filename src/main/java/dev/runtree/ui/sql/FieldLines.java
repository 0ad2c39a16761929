package dev.runtree.ui.sql;

import dev.runtree.ui.Fonts;
import javafx.scene.text.Text;
import javafx.scene.text.TextBoundsType;

/**
 * How the lines of a text field lie, beside those of other texts of the same font: a field rounds what is above and beneath the
 * letters of a line.
 *
 * @param spacing what is between two lines of another text, for them to be as far apart as in the field
 * @param rise how much lower the letters of a field stand
 */
record FieldLines(double spacing, double rise) {
    /** As {@code sql.css} has it. */
    private static final double SIZE = 13;

    static FieldLines measured() {
        var other = new Text("0");
        other.setFont(Fonts.mono(SIZE));
        var field = new Text("0");
        field.setFont(Fonts.mono(SIZE));
        field.setBoundsType(TextBoundsType.LOGICAL_VERTICAL_CENTER);
        var there = other.getLayoutBounds();
        var here = field.getLayoutBounds();
        return new FieldLines(here.getHeight() - there.getHeight(), there.getMinY() - here.getMinY());
    }
}
