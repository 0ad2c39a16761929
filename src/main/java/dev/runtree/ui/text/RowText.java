package dev.runtree.ui.text;

import java.util.List;

/**
 * What one row says.
 *
 * @param indent levels to the right
 * @param runs its pieces by colour, in order and without gaps
 * @param fold whether something can be opened or closed at its start
 * @param number of its line, counted from 1; 0 when lines have no numbers, or it goes on from the row above
 * @param wraps whether it may go on beneath; a preview does not
 * @param faint whether it is there only to say where others stand
 */
record RowText(int indent, String text, List<Run> runs, Fold fold, int number, boolean wraps, boolean faint) {

    /** A piece that ends before {@code to}. */
    record Run(int to, Ink ink) {}

    /** What stands before a row. */
    enum Fold {
        NONE,
        OPEN,
        CLOSED
    }
}
