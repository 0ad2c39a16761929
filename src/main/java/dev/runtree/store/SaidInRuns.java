package dev.runtree.store;

import dev.runtree.model.SpanId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Looks into the payloads of whole traces: which phrases are said in which run, and in which of its spans first. */
final class SaidInRuns {
    /** Traces are looked into together while they have no more spans than this. */
    private static final int SPANS = 20_000;

    private static final String OF_TRACES =
            " trace_id = ANY (?) AND start_time >= ?::timestamptz AND start_time <= ?::timestamptz";

    private static final SequencedSet<SpanId> NONE = new LinkedHashSet<>();

    private final Reading reading;
    private final List<Phrase> phrases;
    private final Map<SpanId, Said> byRun = new HashMap<>();

    SaidInRuns(Reading reading, List<Phrase> phrases) {
        this.reading = reading;
        this.phrases = phrases;
    }

    /**
     * What a run says.
     *
     * @param phrases the numbers of the phrases
     * @param spans by the number of a phrase, a span that says it
     */
    record Said(BitSet phrases, Map<Integer, SpanId> spans) {
        Said() {
            this(new BitSet(), new HashMap<>());
        }
    }

    /** The days that some traces touch. */
    private record Traces(List<String> ids, OffsetDateTime first, OffsetDateTime last) {
        String[] array() {
            return ids.toArray(String[]::new);
        }
    }

    /** Which phrases each span of some traces says. */
    private final class Hits {
        private final Map<SpanId, BitSet> bySpan = new HashMap<>();

        void add(SpanId span, ResultSet row) throws SQLException {
            for (var i = 0; i < phrases.size(); i++) {
                if (row.getBoolean(3 + i)) {
                    add(span, i);
                }
            }
        }

        void add(SpanId span, SaidParts parts, String[] contents, String named) {
            for (var i = 0; i < phrases.size(); i++) {
                if (parts.isSaid(i, span.traceId(), contents, named)) {
                    add(span, i);
                }
            }
        }

        private void add(SpanId span, int phrase) {
            bySpan.computeIfAbsent(span, id -> new BitSet()).set(phrase);
        }
    }

    /** By run; those that say nothing are not in it. */
    Map<SpanId, Said> of(Collection<String> traceIds) throws SQLException {
        var some = new ArrayList<String>();
        var spans = new long[1];
        var extent = new OffsetDateTime[2];
        var groups = new ArrayList<Traces>();
        reading.each(
                Sql.of(
                        "SELECT trace_id, span_count, start_time, last_start_time FROM agno_traces WHERE trace_id = ANY (?)"
                                + " ORDER BY start_time DESC",
                        (Object) traceIds.toArray(String[]::new)),
                row -> {
                    if (!some.isEmpty() && spans[0] + row.getInt(2) > SPANS) {
                        groups.add(new Traces(List.copyOf(some), extent[0], extent[1]));
                        some.clear();
                        spans[0] = 0;
                    }
                    var first = row.getObject(3, OffsetDateTime.class);
                    var last = row.getObject(4, OffsetDateTime.class);
                    extent[0] = some.isEmpty() || first.isBefore(extent[0]) ? first : extent[0];
                    extent[1] = some.isEmpty() || last.isAfter(extent[1]) ? last : extent[1];
                    some.add(row.getString(1));
                    spans[0] += row.getInt(2);
                });
        if (!some.isEmpty()) {
            groups.add(new Traces(List.copyOf(some), extent[0], extent[1]));
        }
        for (var group : groups) {
            look(group);
        }
        return byRun;
    }

    private void look(Traces traces) throws SQLException {
        var hits = new Hits();
        var first = traces.first().toString();
        var last = traces.last().toString();
        collect(
                hits,
                said("trace_id, span_id", "runtree_spans", "attributes", "events", "status_message")
                        .plus(OF_TRACES + " OFFSET 0) said WHERE ", traces.array(), first, last)
                        .plus(anySaid()));
        collect(
                hits,
                said("trace_id, span_id", "runtree_log_records", "record::text")
                        .plus(" trace_id = ANY (?) OFFSET 0) said WHERE ", (Object) traces.array())
                        .plus(anySaid()));
        var parts = SaidParts.of(
                reading,
                phrases,
                Sql.of(
                        "trace_id = ANY (?) AND day >= (?::timestamptz AT TIME ZONE 'UTC')::date"
                                + " AND day <= (?::timestamptz AT TIME ZONE 'UTC')::date",
                        traces.array(),
                        first,
                        last));
        if (parts.hashes().length > 0) {
            reading.each(
                    Sql.of("SELECT trace_id, span_id, contents::text[], " + SaidParts.NAMED
                                    + " FROM runtree_spans WHERE")
                            .plus(OF_TRACES, traces.array(), first, last)
                            .and("contents && ?::uuid[]", (Object) parts.hashes()),
                    row -> hits.add(
                            new SpanId(row.getString(1), row.getString(2)),
                            parts,
                            (String[]) row.getArray(3).getArray(),
                            row.getString(4)));
        }
        assign(hits, traces);
    }

    /** A question whose further columns tell of each phrase whether one of the texts says it; the fence keeps it from asking twice. */
    private Sql said(String keys, String table, String... texts) {
        var sql = Sql.of("SELECT * FROM (SELECT " + keys);
        for (var i = 0; i < phrases.size(); i++) {
            sql = sql.plus(", (false");
            for (var text : texts) {
                sql = sql.plus(
                        " OR coalesce(" + text + " COLLATE \"C\" ~* ?, false)",
                        phrases.get(i).regex());
            }
            sql = sql.plus(") AS said" + i);
        }
        return sql.plus(" FROM " + table + " WHERE");
    }

    private String numbers() {
        var names = new ArrayList<String>();
        for (var i = 0; i < phrases.size(); i++) {
            names.add("said" + i);
        }
        return String.join(", ", names);
    }

    private String anySaid() {
        return numbers().replace(", ", " OR ");
    }

    private void collect(Hits hits, Sql sql) throws SQLException {
        reading.each(sql, row -> hits.add(new SpanId(row.getString(1), row.getString(2)), row));
    }

    private void assign(Hits hits, Traces traces) throws SQLException {
        if (hits.bySpan.isEmpty()) {
            return;
        }
        var owners = new Owners(
                traces, hits.bySpan.keySet().stream().map(SpanId::traceId).collect(Collectors.toSet()));
        hits.bySpan.forEach((span, said) -> {
            var run = owners.of(span);
            if (run != null) {
                var known = byRun.computeIfAbsent(run, id -> new Said());
                known.phrases().or(said);
                said.stream()
                        .forEach(phrase -> known.spans().merge(phrase, span, (a, b) -> a.compareTo(b) <= 0 ? a : b));
            }
        });
    }

    /** Which run a span belongs to: the nearest at or above it, else the one that holds what lies under none. */
    private final class Owners {
        private final Map<String, SequencedSet<SpanId>> runs = new HashMap<>();
        private final Map<SpanId, String> parents = new HashMap<>();

        Owners(Traces traces, Collection<String> hit) throws SQLException {
            reading.each(
                    Sql.of(
                            "SELECT trace_id, span_id FROM runtree_runs WHERE trace_id = ANY (?)"
                                    + " ORDER BY parent_run_id IS NOT NULL, type <> 'call', start_time, span_id",
                            (Object) hit.toArray(String[]::new)),
                    row -> runs.computeIfAbsent(row.getString(1), id -> new LinkedHashSet<>())
                            .add(new SpanId(row.getString(1), row.getString(2))));
            var branched =
                    hit.stream().filter(trace -> ofTrace(trace).size() > 1).toArray(String[]::new);
            if (branched.length > 0) {
                reading.each(
                        Sql.of("SELECT trace_id, span_id, parent_span_id FROM runtree_spans WHERE")
                                .plus(
                                        OF_TRACES,
                                        branched,
                                        traces.first().toString(),
                                        traces.last().toString())
                                .and("parent_span_id IS NOT NULL"),
                        row -> parents.put(new SpanId(row.getString(1), row.getString(2)), row.getString(3)));
            }
        }

        @Nullable SpanId of(SpanId span) {
            var all = ofTrace(span.traceId());
            if (all.size() < 2) {
                return all.isEmpty() ? null : all.getFirst();
            }
            var seen = new HashSet<SpanId>();
            var at = span;
            while (seen.add(at)) {
                if (all.contains(at)) {
                    return at;
                }
                var parent = parents.get(at);
                if (parent == null) {
                    break;
                }
                at = new SpanId(span.traceId(), parent);
            }
            return all.getFirst();
        }

        private SequencedSet<SpanId> ofTrace(String traceId) {
            return runs.getOrDefault(traceId, NONE);
        }
    }
}
