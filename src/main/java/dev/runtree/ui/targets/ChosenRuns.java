package dev.runtree.ui.targets;

import dev.runtree.export.MatchingTraces;
import dev.runtree.query.RunFilter;
import dev.runtree.store.Database;
import dev.runtree.store.RunQueries;
import java.util.List;

/**
 * Runs of which the traces may be sent.
 *
 * @param traces those that are selected, each once; with none, all that the filter finds are meant
 * @param filter what the list shows
 */
public record ChosenRuns(List<String> traces, RunFilter filter) {
    public ChosenRuns {
        traces = List.copyOf(traces);
    }

    /** All that the filter finds. */
    ChosenRuns ofFilter() {
        return new ChosenRuns(List.of(), filter);
    }

    /** To be read one after the other. */
    public MatchingTraces in(Database database) {
        return in(database, Integer.MAX_VALUE);
    }

    /** @param limit how many at most */
    MatchingTraces in(Database database, int limit) {
        var queries = new RunQueries(database);
        return traces.isEmpty()
                ? new MatchingTraces(queries, filter, limit)
                : new MatchingTraces(queries, traces.subList(0, Math.min(limit, traces.size())));
    }
}
