package dev.runtree.store;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is to be sent to one target, and what was: written by whoever sends to it, who is one process at a time. Every method
 * throws {@link StoreException} when the database does not do it.
 */
public final class SendQueue {
    /** So many notes are looked at together. */
    static final int PAGE = 2_000;

    /** Reasons are kept of so many refused spans of a target, the last ones. */
    public static final int KEPT_REFUSALS = 1_000;

    private static final String ATTACH = "INSERT INTO runtree_send_targets (target, name, place) VALUES (?, ?, ?)"
            + " ON CONFLICT (target) DO UPDATE SET name = excluded.name, place = excluded.place";

    /** What came while nothing was noted. */
    private static final String MISSED =
            "INSERT INTO runtree_unsent (trace_id, target) SELECT t.trace_id, ? FROM agno_traces t"
                    + " WHERE t.last_start_time > (SELECT s.seen_at - interval '1 day' FROM runtree_send_targets s"
                    + " WHERE s.target = ? AND s.seen_at <= now() - " + SendNotes.LOST + ")";

    private static final String CLAIM = "UPDATE runtree_send_targets SET holder = ?, held_until = now() + ? * interval"
            + " '1 second', seen_at = now() WHERE target = ? AND (holder IS NULL OR holder = ? OR held_until < now())";

    private static final String DUE = """
        WITH page AS (SELECT trace_id, noted_at FROM runtree_unsent WHERE target = ? AND noted_at > ?::timestamptz
                AND noted_at <= now() - ? * interval '1 millisecond' ORDER BY noted_at LIMIT ?)
        SELECT u.trace_id, array_agg(u.change::text), min(u.noted_at),
            (SELECT CASE WHEN count(*) = ? THEN max(noted_at) END FROM page),
            max(u.noted_at) <= now() - ? * interval '1 millisecond'
                OR min(u.noted_at) <= now() - ? * interval '1 millisecond'
        FROM runtree_unsent u WHERE u.target = ? AND u.trace_id IN (SELECT trace_id FROM page)
        GROUP BY u.trace_id ORDER BY min(u.noted_at)
        """;

    private static final String QUIET = "SELECT trace_id FROM runtree_sent WHERE target = ? AND open_since IS NOT NULL"
            + " AND open_since <= now() - ? * interval '1 millisecond' ORDER BY open_since LIMIT ?";

    private static final String REMEMBER = "INSERT INTO runtree_sent AS old (trace_id, target, day, spans, open_since)"
            + " VALUES (?, ?, ?, ?, CASE WHEN ? THEN now() END) ON CONFLICT (trace_id, target) DO UPDATE SET"
            + " day = greatest(old.day, excluded.day), spans = excluded.spans, open_since = excluded.open_since";

    private static final String CLOSE = "UPDATE runtree_sent SET open_since = NULL WHERE trace_id = ? AND target = ?";

    private static final String TAKE_OUT = "DELETE FROM runtree_unsent q USING unnest(?::text[], ?::text[]) AS gone"
            + " (trace_id, change) WHERE q.target = ? AND q.trace_id = gone.trace_id AND q.change = gone.change::uuid";

    private static final String REFUSE = "INSERT INTO runtree_refused (trace_id, span_id, target, reason)"
            + " VALUES (?, ?, ?, ?) ON CONFLICT (trace_id, span_id, target) DO UPDATE SET"
            + " reason = excluded.reason, refused_at = now()";

    private static final String FORGET_REFUSED = "DELETE FROM runtree_refused WHERE target = ? AND refused_at <"
            + " (SELECT refused_at FROM runtree_refused WHERE target = ? ORDER BY refused_at DESC OFFSET ? LIMIT 1)";

    private static final String COUNT = "UPDATE runtree_send_targets SET sent = sent + ?, refused = refused + ?,"
            + " last_sent_at = CASE WHEN ? > 0 THEN now() ELSE last_sent_at END,"
            + " spans_per_second = coalesce(?, spans_per_second) WHERE target = ?";

    private static final String STAGE = "UPDATE runtree_send_targets SET state = ?, retry_at = ?,"
            + " last_error = coalesce(?, last_error),"
            + " last_error_at = CASE WHEN ?::text IS NULL THEN last_error_at ELSE now() END"
            + " WHERE target = ?";

    private final Database database;
    private final String target;

    /** @param target its id in this database */
    public SendQueue(Database database, String target) {
        this.database = database;
        this.target = target;
    }

    /**
     * A stretch of what was noted.
     *
     * @param due traces that have been quiet for a while, or waited long
     * @param next where the next stretch begins; {@code null} behind the last
     */
    public record Page(List<WaitingTrace> due, @Nullable Instant next) {}

    /**
     * What became of a trace, or of a part of it.
     *
     * @param sent what the target has of it now
     * @param isOpen whether spans are left that have not ended
     * @param notes that are taken out; none while more of the trace is to be sent
     */
    public record Done(UnsentTrace trace, SentSpans sent, boolean isOpen, List<String> notes) {
        public Done {
            notes = List.copyOf(notes);
        }

        /** Of a trace of which nothing is sent. */
        public static Done nothing(String traceId, List<String> notes) {
            var sent = new SentSpans(null);
            return new Done(new UnsentTrace(traceId, false, List.of(), 0, sent), sent, false, notes);
        }
    }

    /**
     * From now on what changes is noted for this target. What was there before is not sent.
     *
     * @param name as people call it
     * @param place where it goes, without secrets
     */
    public void attach(String name, String place) {
        database.transact(connection -> {
            if (!isKnown(connection, target)) {
                // Writers wait behind whoever waits here: not for long, and it is tried again.
                execute(connection, PartitionMaker.PATIENCE);
                // Whoever has begun to write without noting it has committed then.
                execute(connection, "LOCK TABLE runtree_send_targets IN ACCESS EXCLUSIVE MODE");
            }
            execute(connection, ATTACH, target, name, place);
            execute(connection, MISSED, target, target);
        });
    }

    static boolean isKnown(Connection connection, String target) throws SQLException {
        try (var question = connection.prepareStatement("SELECT 1 FROM runtree_send_targets WHERE target = ?")) {
            question.setString(1, target);
            try (var row = question.executeQuery()) {
                return row.next();
            }
        }
    }

    /** Whether this process, called {@code holder}, is the one that sends until then. */
    public boolean claim(UUID holder, Duration lease) {
        return update(CLAIM, holder, lease.toMillis() / 1000.0, target, holder) > 0;
    }

    /** Lets others send at once. */
    public void release(UUID holder) {
        update(
                "UPDATE runtree_send_targets SET holder = NULL, held_until = NULL WHERE target = ? AND holder = ?",
                target,
                holder);
    }

    /**
     * Traces that are to be sent, those that changed first.
     *
     * @param after where the stretch before ended
     * @param quiet so long nothing has changed
     * @param longest after which it is sent though it still changes
     */
    public Page due(Instant after, Duration quiet, Duration longest) {
        try (var connection = database.dataSource().getConnection();
                var question = connection.prepareStatement(DUE)) {
            set(
                    question,
                    target,
                    after.toString(),
                    quiet.toMillis(),
                    PAGE,
                    PAGE,
                    quiet.toMillis(),
                    longest.toMillis(),
                    target);
            var due = new ArrayList<WaitingTrace>();
            Instant next = null;
            try (var row = question.executeQuery()) {
                while (row.next()) {
                    var end = row.getObject(4, OffsetDateTime.class);
                    next = end == null ? null : end.toInstant();
                    if (row.getBoolean(5)) {
                        due.add(new WaitingTrace(row.getString(1), List.of((String[])
                                row.getArray(2).getArray())));
                    }
                }
            }
            return new Page(due, next);
        } catch (SQLException e) {
            throw database.failure(e);
        }
    }

    /** Traces of which spans had not ended when they were sent, and with which nothing has happened for so long. */
    public List<WaitingTrace> quiet(Duration since, int limit) {
        try (var connection = database.dataSource().getConnection();
                var question = connection.prepareStatement(QUIET)) {
            set(question, target, since.toMillis(), limit);
            var found = new ArrayList<WaitingTrace>();
            try (var row = question.executeQuery()) {
                while (row.next()) {
                    found.add(new WaitingTrace(row.getString(1), List.of()));
                }
            }
            return found;
        } catch (SQLException e) {
            throw database.failure(e);
        }
    }

    /**
     * Notes what was sent, in one transaction.
     *
     * @param spans that went
     * @param rejected how many of them the target says it left out
     * @param spansPerSecond {@code null} when it was not measured
     */
    public void done(
            Collection<Done> done, long spans, long rejected, List<Refusal> refused, @Nullable Double spansPerSecond) {
        database.transact(connection -> {
            remember(connection, done);
            takeOut(connection, done);
            for (var refusal : refused) {
                execute(
                        connection,
                        REFUSE,
                        refusal.span().traceId(),
                        refusal.span().spanId(),
                        target,
                        refusal.reason());
            }
            if (!refused.isEmpty()) {
                execute(connection, FORGET_REFUSED, target, target, KEPT_REFUSALS - 1);
            }
            execute(connection, COUNT, spans - rejected, rejected + refused.size(), spans, spansPerSecond, target);
        });
    }

    private void remember(Connection connection, Collection<Done> done) throws SQLException {
        try (var statement = connection.prepareStatement(REMEMBER)) {
            for (var each : done) {
                if (!each.trace().spans().isEmpty()) {
                    set(
                            statement,
                            each.trace().traceId(),
                            target,
                            each.trace().day(),
                            each.sent().bytes(),
                            each.isOpen());
                    statement.addBatch();
                } else if (each.notes().isEmpty()) {
                    // Its open spans have ended or gone meanwhile.
                    execute(connection, CLOSE, each.trace().traceId(), target);
                }
            }
            statement.executeBatch();
        }
    }

    private void takeOut(Connection connection, Collection<Done> done) throws SQLException {
        var traceIds = new ArrayList<String>();
        var changes = new ArrayList<String>();
        for (var each : done) {
            for (var note : each.notes()) {
                traceIds.add(each.trace().traceId());
                changes.add(note);
            }
        }
        if (!changes.isEmpty()) {
            execute(connection, TAKE_OUT, traceIds, changes, target);
        }
    }

    /**
     * Tells how it goes.
     *
     * @param retryAt {@code null} unless it failed
     * @param error what went wrong, in one line without secrets; {@code null} leaves the last one
     */
    public void stage(SendState.Stage stage, @Nullable Instant retryAt, @Nullable String error) {
        update(
                STAGE,
                stage.word(),
                retryAt == null ? null : OffsetDateTime.ofInstant(retryAt, ZoneOffset.UTC),
                error,
                error,
                target);
    }

    /** Nothing is noted for it any more, and nothing is known of it. */
    public void forget() {
        database.transact(connection -> {
            execute(connection, "DELETE FROM runtree_send_targets WHERE target = ?", target);
            for (var table : SendNotes.TABLES) {
                execute(connection, "DELETE FROM " + table + " WHERE target = ?", target);
            }
        });
    }

    private int update(String sql, @Nullable Object... values) {
        try (var connection = database.dataSource().getConnection()) {
            return execute(connection, sql, values);
        } catch (SQLException e) {
            throw database.failure(e);
        }
    }

    static int execute(Connection connection, String sql, @Nullable Object... values) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            set(statement, values);
            statement.execute();
            return Math.max(statement.getUpdateCount(), 0);
        }
    }

    private static void set(PreparedStatement statement, @Nullable Object... values) throws SQLException {
        for (var i = 0; i < values.length; i++) {
            if (values[i] instanceof Collection<?> texts) {
                Array array = statement.getConnection().createArrayOf("text", texts.toArray());
                statement.setArray(i + 1, array);
            } else if (values[i] == null) {
                statement.setNull(i + 1, Types.NULL);
            } else {
                statement.setObject(i + 1, values[i]);
            }
        }
    }
}
