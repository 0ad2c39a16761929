package dev.runtree.compare.steps;

import dev.runtree.compare.TextDifference.Stretch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One thing that differs between two versions of a step. */
public sealed interface Difference {
    Facet facet();

    /**
     * A value that is another one, or is only in one of the runs.
     *
     * @param path where it stands in a JSON text, as {@code $.date} or {@code $.items[2]}, counted in the right run where it has
     *     it; empty for the whole of it
     * @param left JSON where it stands in JSON, else text; {@code null} where the left run has none
     * @param right likewise
     */
    record Value(
            Facet facet,
            String path,
            @Nullable String left,
            @Nullable String right) implements Difference {}

    /**
     * A text that reads otherwise.
     *
     * @param place of a message among those of the right run where it is there, from 1; 0 for a text that is no message
     * @param role of a message; empty for other texts
     * @param isCarried whether both versions were told before as what an earlier step gave: here they are only repeated
     */
    record Text(Facet facet, int place, String role, List<Stretch> stretches, boolean isCarried) implements Difference {
        public Text {
            stretches = List.copyOf(stretches);
        }
    }

    /** So many more are not listed. */
    record More(Facet facet, int count) implements Difference {}
}
