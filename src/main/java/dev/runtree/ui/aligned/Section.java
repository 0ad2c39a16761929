package dev.runtree.ui.aligned;

import dev.runtree.ui.prose.Piece;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of what is told of a step.
 *
 * @param isAsked whether it went in; the rest came out
 */
record Section(String title, boolean isAsked, List<Line> lines) {
    Section {
        lines = List.copyOf(lines);
    }

    /** One thing that is told. */
    sealed interface Line {}

    /**
     * A value that is another one, or is only in one of the runs.
     *
     * @param path where it stands; empty for the whole of it
     * @param left {@code null} where the left run has none
     * @param right likewise
     */
    record Values(
            String path, @Nullable String left, @Nullable String right) implements Line {}

    /** A text word by word, what is the same for long folded. */
    record Words(String label, List<Piece> pieces) implements Line {
        public Words {
            pieces = List.copyOf(pieces);
        }
    }

    /** A text as it is. */
    record Whole(String label, String text) implements Line {}

    /** A sentence of ours. */
    record Note(String text) implements Line {}
}
