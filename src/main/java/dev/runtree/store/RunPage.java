package dev.runtree.store;

import dev.runtree.model.Run;
import dev.runtree.model.SpanId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of the runs that match a filter, newest first. It has fewer than were asked for at the end, and when looking for them
 * took long: then it has what was found so far.
 *
 * @param next behind what the next page begins; {@code null} when nothing is left
 */
public record RunPage(List<Run> runs, @Nullable Place next) {
    public RunPage {
        runs = List.copyOf(runs);
    }

    /**
     * A place in the list of all runs.
     *
     * @param startNanos nanoseconds since 1970-01-01T00:00Z
     * @param id the run at the place; {@code null} for the place behind all runs that started at this moment
     */
    public record Place(long startNanos, @Nullable SpanId id) {
        public static Place of(Run run) {
            return new Place(run.startNanos(), run.id());
        }
    }
}
