package dev.runtree.ui;

import javafx.scene.control.TextArea;

/** A field for lines that wrap, but for texts with words that are read from right to left; see {@link RightToLeft}. */
public final class WrappedArea extends TextArea {
    public WrappedArea() {
        this("");
    }

    public WrappedArea(String text) {
        super(text);
        wrapping(this);
    }

    /** Makes one of another field. */
    public static TextArea wrapping(TextArea area) {
        area.textProperty().subscribe(now -> area.setWrapText(!RightToLeft.isIn(now)));
        return area;
    }
}
