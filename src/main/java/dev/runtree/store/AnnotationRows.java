package dev.runtree.store;

import dev.runtree.model.Annotation;
import dev.runtree.model.Annotation.Note;
import dev.runtree.model.Annotation.Score;
import dev.runtree.model.Annotation.Subject;
import dev.runtree.model.SpanId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rows of annotations, in a transaction of somebody else. */
final class AnnotationRows {
    /** Everything of a trace as rows of one form; the trace's id is bound four times. */
    private static final String OF_TRACE = """
            SELECT 'star' AS what, span_id, run_id, NULL AS name, NULL::numeric AS value, NULL AS label, NULL AS said,
                   NULL AS author, starred_at AS at FROM runtree_stars WHERE trace_id = ?
            UNION ALL SELECT 'tag', span_id, run_id, tag, NULL, NULL, NULL, author, created_at FROM runtree_tags
             WHERE trace_id = ?
            UNION ALL SELECT 'note', span_id, run_id, NULL, NULL, NULL, note, author, updated_at FROM runtree_notes
             WHERE trace_id = ?
            UNION ALL SELECT 'score', span_id, run_id, name, value, label, comment, author, updated_at FROM runtree_scores
             WHERE trace_id = ?
            ORDER BY 2, 1, 4
            """;

    private static final String MARKS = """
            SELECT trace_id, run_id, run_id = trace_id || '-' || span_id AS of_run, 'star' AS what FROM runtree_stars
             WHERE trace_id = ANY (?)
            UNION ALL SELECT trace_id, run_id, false, 'note' FROM runtree_notes WHERE trace_id = ANY (?)
            UNION ALL SELECT trace_id, run_id, false, 'score' FROM runtree_scores WHERE trace_id = ANY (?)
            """;

    /** From a step up to the nearest run at or above it. */
    private static final String RUN_OF = """
            WITH RECURSIVE up AS (
                SELECT span_id, parent_span_id, 1 AS height FROM runtree_spans WHERE trace_id = ? AND span_id = ?
                UNION ALL
                SELECT above.span_id, above.parent_span_id, up.height + 1 FROM up JOIN runtree_spans above
                    ON above.trace_id = ? AND above.span_id = up.parent_span_id WHERE up.height < 1000)
            SELECT r.span_id FROM up JOIN runtree_runs r ON r.trace_id = ? AND r.span_id IN (up.span_id, up.parent_span_id)
            ORDER BY up.height, r.span_id <> up.span_id LIMIT 1
            """;

    private static final String SUBJECTS =
            " FROM unnest(?::text[], ?::text[], ?::text[]) AS subject (trace_id, span_id, run_id)";

    private final Connection connection;
    private final @Nullable String author;

    AnnotationRows(Connection connection, @Nullable String author) {
        this.connection = connection;
        this.author = author;
    }

    static Map<SpanId, Annotation> ofTrace(Reading reading, String traceId) throws SQLException {
        var found = new Gathered(traceId);
        reading.each(Sql.of(OF_TRACE, traceId, traceId, traceId, traceId), found::add);
        return found.annotations();
    }

    static Subject subject(Reading reading, SpanId span, SpanId within) throws SQLException {
        var trace = span.traceId();
        return reading.first(
                        Sql.of(RUN_OF, trace, span.spanId(), trace, trace),
                        row -> new Subject(span, new SpanId(trace, row.getString(1))))
                .orElse(new Subject(span, within));
    }

    Map<SpanId, Annotation> ofTrace(String traceId) throws SQLException {
        var found = new Gathered(traceId);
        try (var statement = connection.prepareStatement(OF_TRACE)) {
            for (var i = 1; i <= 4; i++) {
                statement.setString(i, traceId);
            }
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    found.add(row);
                }
            }
        }
        return found.annotations();
    }

    static Map<SpanId, RunMarks> marks(Reading reading, Collection<SpanId> runs) throws SQLException {
        var traces = runs.stream().map(SpanId::traceId).distinct().toArray(String[]::new);
        var byId = new HashMap<String, SpanId>();
        runs.forEach(run -> byId.put(run.runId(), run));
        var marks = new HashMap<SpanId, RunMarks>();
        reading.each(Sql.of(MARKS, traces, traces, traces), row -> {
            var run = byId.get(row.getString(2));
            if (run != null) {
                marks.merge(run, mark(row.getString(4), row.getBoolean(3)), RunMarks::plus);
            }
        });
        return marks;
    }

    private static RunMarks mark(String what, boolean ofRun) {
        return switch (what) {
            case "star" -> new RunMarks(ofRun, ofRun ? 0 : 1, 0, 0);
            case "note" -> new RunMarks(false, 0, 1, 0);
            default -> new RunMarks(false, 0, 0, 1);
        };
    }

    /** Of what something is said in some runs. */
    List<Subject> ofRuns(Collection<SpanId> runs) throws SQLException {
        var wanted = new HashSet<>(runs);
        var found = new LinkedHashSet<Subject>();
        for (var traceId : runs.stream().map(SpanId::traceId).distinct().toList()) {
            for (var annotation : ofTrace(traceId).values()) {
                if (wanted.contains(annotation.subject().run())) {
                    found.add(annotation.subject());
                }
            }
        }
        return List.copyOf(found);
    }

    /** What is said of a step is said in another run from now on. */
    void move(Subject subject, SpanId run) throws SQLException {
        for (var table : Annotations.TABLES) {
            update(
                    "UPDATE " + table + " SET run_id = ? WHERE trace_id = ? AND span_id = ?",
                    run.runId(),
                    subject.span().traceId(),
                    subject.span().spanId());
        }
    }

    /** Those of the subjects whose run is there. */
    List<Subject> there(Collection<Subject> subjects) throws SQLException {
        var runs = new HashSet<SpanId>();
        try (var statement = connection.prepareStatement("SELECT trace_id, span_id FROM runtree_runs"
                + " WHERE (trace_id, span_id) IN (SELECT * FROM unnest(?::text[], ?::text[]))")) {
            SpanKeys.set(statement, 1, subjects.stream().map(Subject::run).toList());
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    runs.add(new SpanId(row.getString(1), row.getString(2)));
                }
            }
        }
        return subjects.stream().filter(subject -> runs.contains(subject.run())).toList();
    }

    /** @param tag for the table of tags; {@code null} for stars */
    int add(String table, List<Subject> subjects, @Nullable String tag) throws SQLException {
        var more = tag == null ? "" : ", tag, author";
        try (var statement = connection.prepareStatement("INSERT INTO " + table + " (trace_id, span_id, run_id" + more
                + ") SELECT *" + (tag == null ? "" : ", ?, ?") + SUBJECTS + " ON CONFLICT DO NOTHING")) {
            var at = 1;
            if (tag != null) {
                statement.setString(at++, tag);
                statement.setString(at++, author);
            }
            SpanKeys.set(statement, at, subjects.stream().map(Subject::span).toList());
            statement.setArray(
                    at + 2,
                    connection.createArrayOf(
                            "text",
                            subjects.stream().map(each -> each.run().runId()).toArray()));
            return statement.executeUpdate();
        }
    }

    int remove(String table, List<Subject> subjects) throws SQLException {
        return remove(table, "", subjects, null);
    }

    int untag(List<Subject> subjects, String tag) throws SQLException {
        return remove("runtree_tags", " AND tag = ?", subjects, tag);
    }

    private int remove(String table, String more, List<Subject> subjects, @Nullable String value) throws SQLException {
        try (var statement = connection.prepareStatement("DELETE FROM " + table
                + " WHERE (trace_id, span_id) IN (SELECT * FROM unnest(?::text[], ?::text[]))" + more)) {
            SpanKeys.set(statement, 1, subjects.stream().map(Subject::span).toList());
            if (value != null) {
                statement.setString(3, value);
            }
            return statement.executeUpdate();
        }
    }

    /**
     * @param seen when the note that the writer knows was written; {@code null} when they know of none
     * @return whether it is now as it was to be
     */
    boolean note(Subject subject, String text, @Nullable Instant seen) throws SQLException {
        if (text.isEmpty()) {
            return take("runtree_notes", subject, "", null, seen);
        }
        return update(
                "INSERT INTO runtree_notes AS old (trace_id, span_id, run_id, note, author, created_at, updated_at)"
                        + " VALUES (?, ?, ?, ?, ?, clock_timestamp(), clock_timestamp())"
                        + " ON CONFLICT (trace_id, span_id) DO UPDATE SET note = excluded.note, author = excluded.author,"
                        + " run_id = excluded.run_id, updated_at = excluded.updated_at WHERE old.updated_at = ?",
                subject.span().traceId(),
                subject.span().spanId(),
                subject.run().runId(),
                text,
                author,
                time(seen));
    }

    boolean score(Subject subject, Score score, @Nullable Instant seen) throws SQLException {
        return update(
                "INSERT INTO runtree_scores AS old (trace_id, span_id, name, run_id, value, label, comment, author,"
                        + " created_at, updated_at) VALUES (?, ?, ?, ?, ?::numeric, ?, ?, ?, clock_timestamp(), clock_timestamp())"
                        + " ON CONFLICT (trace_id, span_id, name) DO UPDATE SET value = excluded.value, label = excluded.label,"
                        + " comment = excluded.comment, author = excluded.author, run_id = excluded.run_id,"
                        + " updated_at = excluded.updated_at WHERE old.updated_at = ?",
                subject.span().traceId(),
                subject.span().spanId(),
                score.name(),
                subject.run().runId(),
                score.value() == null ? null : score.value().toPlainString(),
                score.label(),
                score.comment(),
                author,
                time(seen));
    }

    boolean unscore(Subject subject, Score seen) throws SQLException {
        return take("runtree_scores", subject, " AND name = ?", seen.name(), seen.at());
    }

    /** It is gone as it was to be when it is not there, also when somebody else took it away. */
    private boolean take(String table, Subject subject, String more, @Nullable String value, @Nullable Instant seen)
            throws SQLException {
        var which = " FROM " + table + " WHERE trace_id = ? AND span_id = ?" + more;
        try (var statement = connection.prepareStatement("DELETE" + which + " AND updated_at = ?::timestamptz");
                var left = connection.prepareStatement("SELECT 1" + which)) {
            for (var each : List.of(statement, left)) {
                each.setString(1, subject.span().traceId());
                each.setString(2, subject.span().spanId());
                if (value != null) {
                    each.setString(3, value);
                }
            }
            statement.setString(value == null ? 3 : 4, text(seen));
            statement.executeUpdate();
            try (var row = left.executeQuery()) {
                return !row.next();
            }
        }
    }

    /** @param values texts, and a time as it is: Citus lets no cast of one into an {@code ON CONFLICT} */
    private boolean update(String sql, @Nullable Object... values) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (var i = 0; i < values.length; i++) {
                if (values[i] instanceof OffsetDateTime time) {
                    statement.setObject(i + 1, time);
                } else {
                    statement.setString(i + 1, (String) values[i]);
                }
            }
            return statement.executeUpdate() > 0;
        }
    }

    /** A moment at which nothing was written stands for none. */
    private static OffsetDateTime time(@Nullable Instant time) {
        return (time == null ? Instant.EPOCH : time).atOffset(ZoneOffset.UTC);
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }

    /** Rows of {@link #OF_TRACE}, put together by span. */
    private static final class Gathered {
        private final String traceId;
        private final Map<SpanId, Annotation> bySpan = new LinkedHashMap<>();

        Gathered(String traceId) {
            this.traceId = traceId;
        }

        void add(ResultSet row) throws SQLException {
            var span = new SpanId(traceId, row.getString(2));
            var run = new SpanId(traceId, row.getString(3).substring(traceId.length() + 1));
            var before = bySpan.getOrDefault(span, Annotation.none(new Subject(span, run)));
            bySpan.put(span, with(before, row));
        }

        private static Annotation with(Annotation before, ResultSet row) throws SQLException {
            var starred = before.starred();
            var tags = new ArrayList<>(before.tags());
            var note = before.note();
            var scores = new ArrayList<>(before.scores());
            var at = row.getObject(9, OffsetDateTime.class).toInstant();
            switch (row.getString(1)) {
                case "star" -> starred = true;
                case "tag" -> tags.add(row.getString(4));
                case "note" -> note = new Note(row.getString(7), row.getString(8), at);
                default ->
                    scores.add(new Score(
                            row.getString(4),
                            row.getBigDecimal(5),
                            row.getString(6),
                            row.getString(7),
                            row.getString(8),
                            at));
            }
            return new Annotation(before.subject(), starred, tags, note, scores);
        }

        Map<SpanId, Annotation> annotations() {
            return bySpan;
        }
    }
}
