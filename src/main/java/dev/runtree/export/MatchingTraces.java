package dev.runtree.export;

import dev.runtree.model.Run;
import dev.runtree.query.RunFilter;
import dev.runtree.store.RunPage.Place;
import dev.runtree.store.RunQueries;
import dev.runtree.store.Search;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The traces of the runs that match a filter, newest first, each once; read page by page. */
public final class MatchingTraces {
    private static final int PAGE = 500;

    private final RunQueries queries;
    private final RunFilter filter;
    private final int limit;
    private final Set<String> seen = new HashSet<>();
    private final ArrayDeque<String> waiting = new ArrayDeque<>();
    private @Nullable Place place;
    private boolean isAtEnd;

    /** @param limit how many traces at most */
    public MatchingTraces(RunQueries queries, RunFilter filter, int limit) {
        this.queries = queries;
        this.filter = filter;
        this.limit = limit;
    }

    /** These traces, in this order, whatever there is of them. */
    public MatchingTraces(RunQueries queries, Collection<String> traceIds) {
        this(queries, RunFilter.ALL, traceIds.size());
        waiting.addAll(new LinkedHashSet<>(traceIds));
        isAtEnd = true;
    }

    /** The id of the next trace; {@code null} after the last. */
    public @Nullable String next() {
        while (waiting.isEmpty() && !isAtEnd) {
            if (filter.hasWords()) {
                search();
            } else {
                readPage();
            }
        }
        return waiting.poll();
    }

    /** What was said is looked for to the end before the first trace is read. */
    private void search() {
        queries.search(filter, Integer.MAX_VALUE, new Search.Listener() {
                    @Override
                    public void found(Search.Hit hit) {
                        add(hit.run());
                    }

                    @Override
                    public void progress(Search.Progress progress) {}
                })
                .fetch();
        isAtEnd = true;
    }

    private void readPage() {
        var page = queries.runs(filter, place, PAGE).fetch();
        place = page.next();
        isAtEnd = place == null;
        page.runs().forEach(this::add);
        isAtEnd |= seen.size() >= limit;
    }

    private void add(Run run) {
        if (seen.size() < limit && seen.add(run.id().traceId())) {
            waiting.add(run.id().traceId());
        }
    }
}
