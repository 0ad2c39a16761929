package dev.runtree.store;

import dev.runtree.model.Run;
import dev.runtree.model.SpanId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Some of the runs that match a filter, newest first. It has fewer than were asked for at the end, and when looking for them
 * took long: then it has what was found so far.
 *
 * @param next behind what the next page begins; {@code null} when nothing is left
 * @param said where words were looked for, by run: the words with what stands around them in a step that says them
 * @param looked how many runs were looked at one by one until these were found, about; none where an index finds them
 */
public record RunPage(List<Run> runs, @Nullable Place next, Map<SpanId, String> said, long looked) {
    public RunPage {
        runs = List.copyOf(runs);
        said = Map.copyOf(said);
    }

    /** Runs that were found without looking for words. */
    RunPage(List<Run> runs, @Nullable Place next, long looked) {
        this(runs, next, Map.of(), looked);
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
