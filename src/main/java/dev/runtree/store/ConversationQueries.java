package dev.runtree.store;

import dev.runtree.model.ConversationId;
import dev.runtree.model.ConversationId.Kind;
import dev.runtree.model.Run;
import dev.runtree.query.RunFilter;
import dev.runtree.store.RunPage.Place;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Every question about runs that are read together: those of a session, and those of a user. A turn is a run that no other run
 * of the same session or user has started; what members of a team did belongs to the turn of the team.
 */
public final class ConversationQueries {
    /** How many turns of each are counted for a list. */
    public static final int COUNTED = 1_000;

    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration MOMENT = Duration.ofMillis(250);

    /** Among so many turns one that says what was asked is looked for. */
    private static final int ASKED_WITHIN = 20;

    private static final String SHOWN = RunRows.SHOWN.replace("runtree_runs.", "r.");

    private final Database database;

    public ConversationQueries(Database database) {
        this.database = database;
    }

    /**
     * Sessions or users of which a run matches, in the order of the newest that does.
     *
     * @param after where the page before ended; {@code null} for the first page
     * @param seen the ids on the pages before, which are left out
     */
    public Query<ConversationPage> page(
            Kind kind, RunFilter filter, @Nullable Place after, Set<String> seen, int limit) {
        return filter.hasWords()
                ? new SaidInConversations(database, kind, filter, after, seen, limit)
                : matching(kind, filter, after, seen, limit);
    }

    private Query<ConversationPage> matching(
            Kind kind, RunFilter filter, @Nullable Place after, Set<String> seen, int limit) {
        return new ReadQuery<>(database, reading -> {
            var slices = new RunSlices(
                    reading,
                    split(filter).and(column(kind) + " IS NOT NULL"),
                    after,
                    after == null ? MOMENT : PATIENCE);
            var found = new LinkedHashMap<String, Place>();
            while (found.size() < limit && (found.isEmpty() || !slices.tookLong()) && slices.next()) {
                reading.until(
                        Sql.of("SELECT " + column(kind)
                                        + ", start_time, start_nanos, trace_id, span_id FROM runtree_runs WHERE ")
                                .plus(slices.where())
                                .plus(RunSlices.NEWEST_FIRST),
                        row -> {
                            var id = row.getString(1);
                            if (!seen.contains(id) && !found.containsKey(id)) {
                                found.put(id, place(row));
                            }
                            return found.size() < limit;
                        });
            }
            var last = found.size() < limit ? null : found.lastEntry().getValue();
            var next = last == null ? slices.end() : last;
            return new ConversationPage(described(reading, kind, found), next, slices.looked(last));
        });
    }

    /** How many sessions or users match, at most {@code cap}, and at least those that are counted in a moment. */
    public Query<RunCount> count(Kind kind, RunFilter filter, int cap) {
        if (filter.hasWords()) {
            return page(kind, filter, null, Set.of(), cap)
                    .map(page -> new RunCount(page.found().size(), page.next() != null));
        }
        return new ReadQuery<>(database, reading -> {
            var slices = new RunSlices(reading, split(filter).and(column(kind) + " IS NOT NULL"), null, MOMENT);
            var found = new HashMap<String, Boolean>();
            while (slices.next()) {
                reading.until(
                        Sql.of("SELECT " + column(kind) + " FROM runtree_runs WHERE ")
                                .plus(slices.where())
                                .plus(RunSlices.NEWEST_FIRST),
                        row -> {
                            found.put(row.getString(1), true);
                            return found.size() < cap;
                        });
                if (found.size() >= cap) {
                    return new RunCount(cap, true);
                }
            }
            return new RunCount(found.size(), slices.end() != null);
        });
    }

    /**
     * How many matching runs belong to no session, or to no user: at most {@code cap}, and at least those that are counted in a
     * moment. Of a filter with words it is not told.
     */
    public Query<RunCount> outside(Kind kind, RunFilter filter, int cap) {
        if (filter.hasWords()) {
            return new ReadQuery<>(database, reading -> RunCount.NONE);
        }
        return new ReadQuery<>(database, reading -> {
            var slices = new RunSlices(reading, split(filter).and(column(kind) + " IS NULL"), null, MOMENT);
            var count = 0;
            while (count < cap && slices.next()) {
                count += reading.list(
                                Sql.of("SELECT count(*) FROM (SELECT 1 FROM runtree_runs WHERE ")
                                        .plus(slices.where())
                                        .plus(RunSlices.NEWEST_FIRST + " LIMIT ?) alone", cap - count),
                                row -> row.getInt(1))
                        .getFirst();
            }
            return new RunCount(count, count >= cap || slices.end() != null);
        });
    }

    /**
     * The turns of a session or user, first ones first.
     *
     * @param after the last of the page before; {@code null} for the first page
     */
    public Query<List<Run>> turns(ConversationId of, @Nullable Place after, int limit) {
        return new ReadQuery<>(database, reading -> {
            var column = column(of.kind());
            var sql = Sql.of(
                    "SELECT " + SHOWN + " FROM runtree_runs r WHERE " + column + " = ? AND " + isTurn(column), of.id());
            if (after != null && after.id() != null) {
                var start = PgTime.text(after.startNanos());
                sql = sql.and(
                        "start_time >= ?::timestamptz AND (start_time > ?::timestamptz OR (trace_id, span_id) < (?, ?))",
                        start,
                        start,
                        after.id().traceId(),
                        after.id().spanId());
            }
            return reading.list(
                    sql.plus(" ORDER BY start_time, trace_id DESC, span_id DESC LIMIT ?", limit), RunRows::run);
        });
    }

    /** What the runs of a session or user add up to: all of them, or the newest where there are very many. */
    public Query<ConversationTotals> totals(ConversationId of) {
        return totals(of, ConversationTotals.MOST_RUNS);
    }

    Query<ConversationTotals> totals(ConversationId of, int most) {
        return new ReadQuery<>(
                database, reading -> new ConversationSums(reading, column(of.kind()), of.id(), most).totals());
    }

    /** What is to be said of some in a list, in their order; those that are gone are left out. */
    static List<Conversation> described(Reading reading, Kind kind, Map<String, Place> places) throws SQLException {
        if (places.isEmpty()) {
            return List.of();
        }
        var column = column(kind);
        var ofOne = " FROM runtree_runs r WHERE " + column + " = of.id AND " + isTurn(column);
        var newest = " ORDER BY start_time DESC, trace_id, span_id LIMIT ";
        // What was asked first tells sessions apart; of a user one wants to know what was asked last.
        var asked = kind == Kind.USER ? newest : " ORDER BY start_time, trace_id DESC, span_id DESC LIMIT ";
        var found = new HashMap<String, Conversation>();
        reading.each(
                Sql.of(
                        "SELECT of.id, sums.turns, sums.sessions, sums.errors, said.input, last.user_id, last.start_time,"
                                + " last.start_nanos FROM unnest(?::text[]) AS of(id)"
                                + " CROSS JOIN LATERAL (SELECT count(*) AS turns, count(DISTINCT session_id) AS sessions,"
                                + " coalesce(sum(error_count), 0) AS errors FROM (SELECT session_id, error_count"
                                + ofOne
                                + newest + "?) counted) sums"
                                + " CROSS JOIN LATERAL (SELECT user_id, start_time, start_nanos" + ofOne + newest
                                + "1) last"
                                + " LEFT JOIN LATERAL (SELECT input FROM (SELECT input" + ofOne + asked
                                + ASKED_WITHIN + ") early WHERE input IS NOT NULL LIMIT 1) said ON true",
                        places.keySet().toArray(String[]::new),
                        COUNTED + 1),
                row -> {
                    var id = row.getString(1);
                    var turns = row.getInt(2);
                    found.put(
                            id,
                            new Conversation(
                                    new ConversationId(kind, id),
                                    Math.min(turns, COUNTED),
                                    turns > COUNTED,
                                    row.getInt(3),
                                    row.getLong(4),
                                    row.getString(5),
                                    row.getString(6),
                                    PgTime.nanos(row.getObject(7, OffsetDateTime.class), row.getInt(8)),
                                    places.getOrDefault(id, new Place(0, null)).startNanos()));
                });
        var ordered = new ArrayList<Conversation>();
        for (var id : places.keySet()) {
            var conversation = found.get(id);
            if (conversation != null) {
                ordered.add(conversation);
            }
        }
        return ordered;
    }

    private static Place place(java.sql.ResultSet row) throws SQLException {
        return new Place(
                PgTime.nanos(row.getObject(2, OffsetDateTime.class), row.getInt(3)),
                new dev.runtree.model.SpanId(row.getString(4), row.getString(5)));
    }

    /** As a look into the table by its key: written as EXISTS, it would be answered by reading the table from end to end. */
    static String isTurn(String column) {
        return "(parent_run_id IS NULL OR (SELECT p." + column + " FROM runtree_runs p WHERE p.trace_id = r.trace_id"
                + " AND p.span_id = right(r.parent_run_id, 16)) IS DISTINCT FROM r." + column + ")";
    }

    private static String column(Kind kind) {
        return switch (kind) {
            case SESSION -> "session_id";
            case USER -> "user_id";
        };
    }

    private static FilterSql.Split split(RunFilter filter) {
        return new FilterSql(Instant.now(), ZoneId.systemDefault()).split(filter.condition());
    }
}
