package dev.runtree.export.training;

import dev.runtree.model.Run;
import dev.runtree.model.SpanId;
import dev.runtree.query.RunFilter;
import dev.runtree.store.CallQueries;
import dev.runtree.store.CallQueries.RunOfSession;
import dev.runtree.store.Questions;
import dev.runtree.store.RunPage.Place;
import dev.runtree.store.RunQueries;
import dev.runtree.store.Search;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The runs that are to be written, in groups that become lines together: those of a session, or each alone. Read page by page,
 * newest first; of a session those that began first come first.
 */
final class PickedRuns {
    private static final int PAGE = 500;

    private final RunQueries queries;
    private final CallQueries calls;
    private final Questions questions;
    private final RunFilter filter;
    private final boolean bySession;
    private final Seen sessions = new Seen();
    private @Nullable Place place;
    private @Nullable List<List<SpanId>> known;
    private boolean isAtEnd;

    /**
     * @param questions by which all is asked
     * @param bySession whether the runs of a session belong together
     */
    PickedRuns(RunQueries queries, CallQueries calls, Questions questions, RunFilter filter, boolean bySession) {
        this.queries = queries;
        this.calls = calls;
        this.questions = questions;
        this.filter = filter;
        this.bySession = bySession;
    }

    /** These runs alone: of a session those among them that began first come first. */
    static PickedRuns of(
            RunQueries queries, CallQueries calls, Questions questions, Collection<Run> runs, boolean bySession) {
        var picked = new PickedRuns(queries, calls, questions, RunFilter.ALL, bySession);
        picked.known = picked.grouped(runs.stream()
                .sorted(Comparator.comparingLong(Run::startNanos).thenComparing(Run::runId))
                .map(run -> new RunOfSession(run.id(), run.actor().sessionId()))
                .distinct()
                .toList());
        return picked;
    }

    /** The next groups; empty behind the last. */
    List<List<SpanId>> next() {
        if (known == null && filter.hasWords()) {
            known = grouped(search());
        }
        if (known != null) {
            var all = known;
            known = List.of();
            return all;
        }
        while (!isAtEnd) {
            var page = questions.ask(queries.runs(filter, place, PAGE));
            place = page.next();
            isAtEnd = place == null;
            var groups = groups(page.runs());
            if (!groups.isEmpty()) {
                return groups;
            }
        }
        return List.of();
    }

    private List<List<SpanId>> groups(List<Run> page) {
        if (!bySession) {
            return page.stream().map(run -> List.of(run.id())).toList();
        }
        var groups = new ArrayList<List<SpanId>>();
        var fresh = new LinkedHashSet<String>();
        for (var run : page) {
            var session = run.actor().sessionId();
            if (session == null) {
                groups.add(List.of(run.id()));
            } else if (!fresh.contains(session) && sessions.add(session)) {
                fresh.add(session);
            }
        }
        if (!fresh.isEmpty()) {
            groups.addAll(grouped(questions.ask(calls.matching(filter, fresh))));
        }
        return List.copyOf(groups);
    }

    private List<List<SpanId>> grouped(List<RunOfSession> runs) {
        var groups = new LinkedHashMap<String, List<SpanId>>();
        for (var run : runs) {
            var key = bySession && run.session() != null
                    ? "session " + run.session()
                    : "run " + run.run().runId();
            groups.computeIfAbsent(key, any -> new ArrayList<>()).add(run.run());
        }
        return List.copyOf(groups.values());
    }

    /** What was said is looked for to the end before the first run is read. */
    private List<RunOfSession> search() {
        var found = new ArrayList<Run>();
        var _ = questions.ask(queries.search(filter, Integer.MAX_VALUE, new Search.Listener() {
            @Override
            public void found(Search.Hit hit) {
                found.add(hit.run());
            }

            @Override
            public void progress(Search.Progress progress) {}
        }));
        // Newest first is how they come; within a session the first turn is the first.
        return found.reversed().stream()
                .map(run -> new RunOfSession(run.id(), run.actor().sessionId()))
                .toList();
    }
}
