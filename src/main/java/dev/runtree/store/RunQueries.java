package dev.runtree.store;

import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Run;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.Trace;
import dev.runtree.query.Glob;
import dev.runtree.query.Key;
import dev.runtree.query.RunFilter;
import dev.runtree.query.StepKey;
import dev.runtree.store.RunPage.Place;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Every question that the program asks about runs and their spans. */
public final class RunQueries {
    private static final String NEWEST_FIRST = RunSlices.NEWEST_FIRST + " LIMIT ?";

    /** How many of the newest matching runs a picker looks through. */
    private static final int PICKED_FROM = 5_000;

    /** How long a page is looked for before it is given, though nothing was found; the next page goes on there. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** How long a first page is looked for, is counted, and looked for what a picker offers, where no index helps. */
    private static final Duration MOMENT = Duration.ofMillis(250);

    private final Database database;

    public RunQueries(Database database) {
        this.database = database;
    }

    /** What is asked about runs that are read together. */
    public ConversationQueries conversations() {
        return new ConversationQueries(database);
    }

    /**
     * Runs, newest first.
     *
     * @param after where the page before ended; {@code null} for the first page
     */
    public Query<RunPage> runs(RunFilter filter, @Nullable Place after, int limit) {
        return runs(filter, RunOrder.NEWEST_FIRST, after, limit);
    }

    /** As {@link #runs(RunFilter, Place, int)}, in an order. */
    public Query<RunPage> runs(RunFilter filter, RunOrder order, @Nullable Place after, int limit) {
        return new ReadQuery<>(database, reading -> {
            var slices = new RunSlices(reading, split(filter), order, after, after == null ? MOMENT : PATIENCE);
            var found = new ArrayList<Run>();
            while ((found.isEmpty() || !slices.tookLong()) && slices.next()) {
                found.addAll(reading.list(
                        Sql.of("SELECT " + RunRows.SHOWN + " FROM runtree_runs WHERE ")
                                .plus(slices.where())
                                .plus(order.sql() + " LIMIT ?", limit - found.size()),
                        RunRows::run));
                if (found.size() == limit) {
                    var last = Place.of(found.getLast());
                    return new RunPage(found, last, slices.looked(last));
                }
            }
            return new RunPage(found, slices.end(), slices.looked(null));
        });
    }

    /** How many runs started when: those of a filter in front of all. Without a time in it, of the newest that match. */
    public Query<RunCourse> course(RunFilter filter) {
        return new ReadQuery<>(
                database,
                reading -> new CourseReader(reading, filter.condition(), Instant.now(), ZoneId.systemDefault()).read());
    }

    /** The statement that {@link #runs} makes of a filter, with its values in it: to be shown and copied. */
    public Query<String> sql(RunFilter filter, int limit) {
        return new ReadQuery<>(
                database,
                reading -> new ListSql(new FilterSql(Instant.now(), ZoneId.systemDefault()))
                        .of(
                                filter.condition(),
                                reading.first(Sql.of("SELECT current_schema()"), row -> row.getString(1))
                                        .orElse(null),
                                limit));
    }

    /** What has become of runs; those that are gone are left out. */
    public Query<List<Run>> again(List<SpanId> runs) {
        return new ReadQuery<>(
                database,
                reading -> reading.list(
                        Sql.of(
                                "SELECT " + RunRows.SHOWN + " FROM runtree_runs WHERE (trace_id, span_id) IN"
                                        + " (SELECT * FROM unnest(?::text[], ?::text[]))",
                                runs.stream().map(SpanId::traceId).toArray(String[]::new),
                                runs.stream().map(SpanId::spanId).toArray(String[]::new)),
                        RunRows::run));
    }

    /**
     * The next runs in whose payloads the words of a filter are said, newest first: as many as are wanted, or those that are found
     * in a while.
     *
     * @param after where the page before ended; {@code null} for the first page
     */
    public Query<RunPage> said(RunFilter filter, @Nullable Place after, int limit) {
        return new Search(database).page(filter, after, limit, after == null ? MOMENT : PATIENCE);
    }

    /** How many runs have to be looked into for the words of a filter, as {@link #count} counts. */
    public Query<RunCount> searched(RunFilter filter, int cap) {
        return count(new RunFilter(SearchTerms.of(filter.condition()).plain()), cap);
    }

    /**
     * Runs in whose payloads the words of the filter are said, newest first; see {@link Search}.
     *
     * @return whether it ended at the limit, so that there may be more
     */
    public Query<Boolean> search(RunFilter filter, int limit, Search.Listener listener) {
        return new Search(database).runs(filter, limit, listener);
    }

    /** How many runs match, at most {@code cap}, and at least those that are counted in a moment. */
    public Query<RunCount> count(RunFilter filter, int cap) {
        if (filter.hasWords()) {
            return new Search(database)
                    .page(filter, null, cap, MOMENT)
                    .map(page -> new RunCount(page.runs().size(), page.next() != null));
        }
        return new ReadQuery<>(database, reading -> {
            var slices = new RunSlices(reading, split(filter), null, MOMENT);
            var count = 0;
            while (slices.next()) {
                count += reading.list(
                                Sql.of("SELECT count(*) FROM (SELECT 1 FROM runtree_runs WHERE ")
                                        .plus(slices.where())
                                        .plus(NEWEST_FIRST + ") matching", cap - count),
                                row -> row.getInt(1))
                        .getFirst();
                if (count >= cap) {
                    return new RunCount(count, true);
                }
            }
            return new RunCount(count, slices.end() != null);
        });
    }

    /**
     * The runs that a word names: a run id or the beginning of one, the beginnings of its two halves, a trace id, the producer's
     * own run id. More than one means that the word is not enough, or names a trace, whose first top-level run then comes
     * first; at most {@value NamedRuns#MOST}.
     */
    public Query<List<Run>> named(String word) {
        return new ReadQuery<>(database, reading -> new NamedRuns(reading).find(word));
    }

    /** A run with the runs beneath it and the spans of its subtree; empty when it is gone. */
    public Query<Optional<Trace>> run(SpanId run) {
        return new ReadQuery<>(database, reading -> new TraceReader(reading).beneath(run));
    }

    /** A whole trace; empty when there is none. */
    public Query<Optional<Trace>> trace(String traceId) {
        return new ReadQuery<>(database, reading -> new TraceReader(reading).whole(traceId));
    }

    /**
     * A whole trace, and its spans as they come: who draws can begin with the first few hundred while the rest is on its way.
     *
     * @param pieces is given every span once, in no order, in pieces that grow; on the thread that fetches
     */
    public Query<Optional<Trace>> trace(String traceId, Consumer<List<Span>> pieces) {
        return new ReadQuery<>(
                database,
                reading -> new TraceReader(reading, Beginnings.OF_ALL, Integer.MAX_VALUE, pieces).whole(traceId));
    }

    /**
     * As {@link #run}, and the spans of its whole trace as they come, to say how far it is.
     *
     * @param beginnings of inputs and outputs
     * @param most so many spans of the trace are read, those that began first: a trace may be larger than the memory
     * @param pieces is given every span of the trace once, in no order, in pieces that grow; on the thread that fetches
     */
    public Query<Optional<Trace>> run(SpanId run, Beginnings beginnings, int most, Consumer<List<Span>> pieces) {
        return new ReadQuery<>(database, reading -> new TraceReader(reading, beginnings, most, pieces).beneath(run));
    }

    /**
     * Finds the spans of a trace in whose payloads the words stand, whether letters are large or not.
     *
     * @return whether the trace is there
     */
    public Query<Boolean> search(String traceId, String words, SpanSearch.Listener listener) {
        return new ReadQuery<>(database, reading -> new SpanSearch(reading, Glob.of(words), listener).in(traceId));
    }

    /** One span with its payload; empty when it is gone. */
    public Query<Optional<RecordedSpan>> payload(SpanId span) {
        return new ReadQuery<>(database, reading -> new TraceReader(reading).payload(span));
    }

    /** The spans of {@link #trace} with their payloads, in the same order. */
    public Query<List<RecordedSpan>> payloads(Trace trace) {
        return new ReadQuery<>(database, reading -> new TraceReader(reading).payloads(trace));
    }

    /** As {@link #payloads}, without the log records: what a trace's own senders said. */
    public Query<List<RecordedSpan>> sent(Trace trace) {
        return new ReadQuery<>(database, reading -> new TraceReader(reading).sent(trace));
    }

    /**
     * Gives what the spans of a trace said, one after the other in their order, so that a long run fits into little memory:
     * attributes, events and log records, without links and the original bytes.
     *
     * @param to is called while it is read; what it throws ends the reading
     */
    public Query<Integer> said(Trace trace, Consumer<RecordedSpan> to) {
        return new ReadQuery<>(database, reading -> {
            new WholePayloads(reading, trace.run().id().traceId()).each(trace, to);
            return trace.spans().size();
        });
    }

    /** The log records that name a span of the trace, also of one that has not come; page by page, in an order of their own. */
    public TraceLogs logs(String traceId) {
        return new TraceLogs(database, traceId);
    }

    /** The users of the newest matching runs, most recent first: for the picker. */
    public Query<List<String>> users(RunFilter filter, String beginning, int limit) {
        return recent("user_id", filter, beginning, limit);
    }

    /** The sessions of the newest matching runs, most recent first: for the picker. */
    public Query<List<String>> sessions(RunFilter filter, String beginning, int limit) {
        return recent("session_id", filter, beginning, limit);
    }

    /**
     * The values of a key in the newest runs, the most frequent first.
     *
     * @param attribute for {@link StepKey#ATTR}: whose values are wanted; empty for the names of attributes, else
     * @param others what else holds of the runs
     * @param typed what a value has in it, whatever the case
     */
    public Query<List<ValueCount>> values(Key key, String attribute, RunFilter others, String typed, int limit) {
        return new ReadQuery<>(
                database,
                reading -> new FilterValues(reading, new FilterSql(Instant.now(), ZoneId.systemDefault()))
                        .of(key, attribute, others, typed, limit));
    }

    private Query<List<String>> recent(String column, RunFilter filter, String beginning, int limit) {
        return new ReadQuery<>(database, reading -> {
            var named = split(filter)
                    .and(
                            column + " IS NOT NULL AND starts_with(lower(" + column
                                    + " COLLATE \"default\"), lower(?::text))",
                            SpanCleaner.text(beginning));
            var slices = new RunSlices(reading, named, null, MOMENT);
            var found = new LinkedHashSet<String>();
            while (found.size() < limit && slices.next()) {
                found.addAll(reading.list(
                        Sql.of("SELECT value FROM (SELECT " + column + " AS value, start_time FROM runtree_runs WHERE ")
                                .plus(slices.where())
                                .plus(" ORDER BY start_time DESC LIMIT ?) newest", PICKED_FROM)
                                .plus(" GROUP BY value ORDER BY max(start_time) DESC, value LIMIT ?", limit),
                        row -> row.getString(1)));
            }
            return found.stream().limit(limit).toList();
        });
    }

    static FilterSql.Split split(RunFilter filter) {
        return new FilterSql(Instant.now(), ZoneId.systemDefault()).split(filter.condition());
    }
}
