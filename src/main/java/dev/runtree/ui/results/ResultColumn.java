package dev.runtree.ui.results;

import java.util.Comparator;
import javafx.scene.Node;
import org.jspecify.annotations.Nullable;

/**
 * A column of a {@link ResultTable}.
 *
 * @param <R> a row
 */
public interface ResultColumn<R> {

    /** How what stands in a cell is meant. */
    enum Tone {
        PLAIN,
        /** As it was, or as it is expected. */
        GOOD,
        /** Another one than it was. */
        OTHER,
        /** It went wrong. */
        BAD
    }

    /** By which the column is found. */
    String name();

    String title();

    double width();

    /** Whether it holds figures, which stand at the right. */
    boolean isFigure();

    /** What stands in the cell; empty where there is nothing to tell. */
    String text(R row);

    Tone tone(R row);

    /** What stands before the text; {@code null} for nothing. */
    default @Nullable Node icon(R row) {
        return null;
    }

    /** What is told where the mouse rests on it; empty for nothing. */
    default String tip(R row) {
        return text(row);
    }

    /** The order of rows by this column; those without a value come last. */
    Comparator<R> order();
}
