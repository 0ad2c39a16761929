package dev.runtree.store;

import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.query.RunFilter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what a target does not have of traces: first which spans, then what they say. */
public final class SendReading {
    private static final String BYTES = "octet_length(attributes) + octet_length(events) + octet_length(links)"
            + " + octet_length(resource) + octet_length(scope) + coalesce(octet_length(exact), 0)";

    /**
     * Of the lengths of what a span says and of all that is known of it besides: nothing large is read. Of two versions one
     * is kept whole, so a version that differs in its texts alone, to the letter as long, does not occur.
     */
    private static final String DIGEST =
            "hash_record_extended(ROW(status, start_time, start_nanos, end_time, end_nanos, parent_span_id, name,"
                    + " span_name, status_message, model, provider, tool_name, agent_id, team_id, workflow_id, user_id,"
                    + " session_id, input_tokens, output_tokens, cached_tokens, cache_write_tokens, reasoning_tokens,"
                    + " input, output, octet_length(attributes), octet_length(events), octet_length(links),"
                    + " octet_length(resource), octet_length(scope), octet_length(exact)), 0)";

    private static final String WITHIN =
            " trace_id = ANY (?) AND start_time >= ?::timestamptz AND start_time <= ?::timestamptz";

    private final Database database;
    private final String target;

    public SendReading(Database database, String target) {
        this.database = database;
        this.target = target;
    }

    private record Extent(OffsetDateTime first, OffsetDateTime last, int spans) {}

    /**
     * What the target does not have of these traces, in their order.
     *
     * @param filter traces of which no run matches are not wanted
     * @param most as soon as so many spans were looked at, the rest of the traces is left out
     * @param isAgain whether all counts as not sent
     */
    public Query<List<UnsentTrace>> unsent(List<String> traceIds, RunFilter filter, int most, boolean isAgain) {
        // What is noted is committed, and a replica may not have it yet.
        return new ReadQuery<>(database, database.dataSource(), reading -> {
            var extents = extents(reading, traceIds);
            var taken = first(traceIds, extents, most);
            var matching = matching(reading, taken, filter);
            var sent = isAgain ? Map.<String, SentSpans>of() : sent(reading, matching);
            var spans = spans(reading, matching, extents);
            var result = new ArrayList<UnsentTrace>();
            for (var traceId : taken) {
                var has = Objects.requireNonNullElseGet(sent.get(traceId), () -> new SentSpans(null));
                var all = spans.getOrDefault(traceId, List.of());
                var missing = all.stream()
                        .filter(span -> !has.has(span.id().spanId(), span.digest()))
                        .sorted(Comparator.comparingLong(UnsentSpan::startNanos).thenComparing(UnsentSpan::id))
                        .toList();
                result.add(new UnsentTrace(traceId, matching.contains(traceId), missing, all.size(), has));
            }
            return result;
        });
    }

    /** The traces up to so many spans together, and one in any case. */
    private static List<String> first(List<String> traceIds, Map<String, Extent> extents, int most) {
        var taken = new ArrayList<String>();
        var spans = 0L;
        for (var traceId : traceIds) {
            if (spans >= most) {
                break;
            }
            taken.add(traceId);
            var extent = extents.get(traceId);
            spans += extent == null ? 0 : extent.spans();
        }
        return taken;
    }

    private static Map<String, Extent> extents(Reading reading, Collection<String> traceIds) throws SQLException {
        var extents = new HashMap<String, Extent>();
        reading.each(
                Sql.of(
                        "SELECT trace_id, start_time, last_start_time, span_count FROM agno_traces WHERE trace_id ="
                                + " ANY (?)",
                        (Object) array(traceIds)),
                row -> extents.put(
                        row.getString(1),
                        new Extent(
                                row.getObject(2, OffsetDateTime.class),
                                row.getObject(3, OffsetDateTime.class),
                                row.getInt(4))));
        return extents;
    }

    private static Set<String> matching(Reading reading, Collection<String> traceIds, RunFilter filter)
            throws SQLException {
        if (filter.equals(RunFilter.ALL)) {
            return new HashSet<>(traceIds);
        }
        var split = new FilterSql(Instant.now(), ZoneId.systemDefault())
                .split(filter.condition())
                .ofTraces(List.copyOf(traceIds));
        return new HashSet<>(reading.list(
                Sql.of("SELECT DISTINCT trace_id FROM runtree_runs WHERE ").plus(split.whole()),
                row -> row.getString(1)));
    }

    private Map<String, SentSpans> sent(Reading reading, Collection<String> traceIds) throws SQLException {
        var sent = new HashMap<String, SentSpans>();
        reading.each(
                Sql.of(
                        "SELECT trace_id, spans FROM runtree_sent WHERE trace_id = ANY (?) AND target = ?",
                        array(traceIds),
                        target),
                row -> sent.put(row.getString(1), new SentSpans(row.getBytes(2))));
        return sent;
    }

    private static Map<String, List<UnsentSpan>> spans(
            Reading reading, Collection<String> traceIds, Map<String, Extent> extents) throws SQLException {
        var found = new HashMap<String, List<UnsentSpan>>();
        var known = traceIds.stream().map(extents::get).filter(Objects::nonNull).toList();
        if (known.isEmpty()) {
            return found;
        }
        var first =
                known.stream().map(Extent::first).min(Comparator.naturalOrder()).orElseThrow();
        var last =
                known.stream().map(Extent::last).max(Comparator.naturalOrder()).orElseThrow();
        var stored = reading.list(
                Sql.of(
                        "SELECT trace_id, span_id, start_time, " + DIGEST + ", " + BYTES
                                + ", end_time IS NULL, contents::text[], (start_time AT TIME ZONE 'UTC')::date::text"
                                + " FROM runtree_spans WHERE" + WITHIN,
                        array(traceIds),
                        first.toString(),
                        last.toString()),
                StoredSpan::of);
        var texts = new ContentTexts(reading);
        for (var span : stored) {
            if (!span.contents().isEmpty()) {
                texts.want(span.lean().id().traceId(), span.contents(), span.day());
            }
        }
        texts.measure();
        for (var span : stored) {
            var traceId = span.lean().id().traceId();
            found.computeIfAbsent(traceId, id -> new ArrayList<>())
                    .add(span.whole(texts.bytes(traceId, span.contents())));
        }
        return found;
    }

    /**
     * What is to be known of a span before it is read.
     *
     * @param lean of what is stored in its row
     * @param contents what it shares with others
     * @param day that of the contents
     */
    private record StoredSpan(UnsentSpan lean, List<String> contents, String day) {
        static StoredSpan of(ResultSet row) throws SQLException {
            return new StoredSpan(
                    new UnsentSpan(
                            new SpanId(row.getString(1), row.getString(2)),
                            PgTime.nanos(row.getObject(3, OffsetDateTime.class), 0),
                            Long.hashCode(row.getLong(4)),
                            row.getLong(5),
                            row.getBoolean(6)),
                    ContentTexts.hashes(row, 7),
                    row.getString(8));
        }

        UnsentSpan whole(long shared) {
            return new UnsentSpan(lean.id(), lean.startNanos(), lean.digest(), lean.bytes() + shared, lean.isOpen());
        }
    }

    /** What these spans say, in their order; those that have gone meanwhile are left out. */
    public Query<List<RecordedSpan>> recorded(Collection<UnsentSpan> spans) {
        return new ReadQuery<>(database, database.dataSource(), reading -> {
            var byId = new LinkedHashMap<SpanId, @Nullable RecordedSpan>();
            spans.forEach(span -> byId.put(span.id(), null));
            if (spans.isEmpty()) {
                return List.of();
            }
            var starts = spans.stream().mapToLong(UnsentSpan::startNanos).summaryStatistics();
            var read = new RecordedRows(reading)
                    .read(Sql.of(
                            WITHIN + " AND span_id = ANY (?)",
                            array(spans.stream()
                                    .map(span -> span.id().traceId())
                                    .distinct()
                                    .toList()),
                            PgTime.text(starts.getMin()),
                            PgTime.text(starts.getMax()),
                            array(spans.stream()
                                    .map(span -> span.id().spanId())
                                    .distinct()
                                    .toList())));
            for (var recorded : read) {
                // Another trace of the piece may have a span of this id that is not asked for.
                if (byId.containsKey(recorded.span().id())) {
                    byId.put(recorded.span().id(), recorded);
                }
            }
            var found = byId.values().stream().filter(Objects::nonNull).toList();
            return withLogs(reading, found);
        });
    }

    /** With the log records that tell of them, as far as there are any. */
    private static List<RecordedSpan> withLogs(Reading reading, List<RecordedSpan> spans) throws SQLException {
        var ofTraces = new LinkedHashMap<String, List<String>>();
        for (var span : spans) {
            ofTraces.computeIfAbsent(span.span().id().traceId(), id -> new ArrayList<>())
                    .add(span.span().id().spanId());
        }
        var told = reading.list(
                Sql.of("SELECT DISTINCT trace_id FROM runtree_log_records WHERE trace_id = ANY (?)", (Object)
                        array(ofTraces.keySet())),
                row -> row.getString(1));
        if (told.isEmpty()) {
            return spans;
        }
        var logs = new HashMap<String, SpanLogReader.Found>();
        for (var traceId : told) {
            logs.put(traceId, new SpanLogReader(reading, traceId).of(array(ofTraces.getOrDefault(traceId, List.of()))));
        }
        return spans.stream()
                .map(span -> {
                    var found = logs.get(span.span().id().traceId());
                    return found == null ? span : found.with(span);
                })
                .toList();
    }

    /** All spans of a trace, without what they say. */
    public Query<List<Span>> skeletons(String traceId) {
        return new ReadQuery<>(database, database.dataSource(), reading -> {
            var extent = extents(reading, List.of(traceId)).get(traceId);
            return extent == null
                    ? List.of()
                    : reading.list(
                            Sql.of(
                                    "SELECT " + SpanRows.SKELETON + " FROM runtree_spans WHERE" + WITHIN,
                                    new String[] {traceId},
                                    extent.first().toString(),
                                    extent.last().toString()),
                            SpanRows::skeleton);
        });
    }

    private static String[] array(Collection<String> texts) {
        return texts.toArray(String[]::new);
    }
}
