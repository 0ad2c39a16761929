package dev.runtree.store;

import dev.runtree.model.SpanId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known of the copies to other back ends: cheap enough to be asked each second. */
public final class SendStates {
    /** Waiting traces are counted up to here. */
    public static final int MOST_WAITING = 10_000;

    private static final String STATES = """
        SELECT t.target, t.name, t.place, t.state, coalesce(t.held_until > now(), false), t.sent,
            (SELECT count(DISTINCT u.trace_id) FROM (SELECT trace_id FROM runtree_unsent
                WHERE target = t.target LIMIT ?) AS u),
            (SELECT min(noted_at) FROM runtree_unsent WHERE target = t.target),
            t.refused, t.last_sent_at, t.spans_per_second, t.retry_at, t.last_error, t.last_error_at
        FROM runtree_send_targets t ORDER BY t.name, t.target
        """;

    private final Database database;

    public SendStates(Database database) {
        this.database = database;
    }

    /** Of all targets that some Runtree sends to, by name. */
    public Query<List<SendState>> all() {
        return new ReadQuery<>(database, reading -> reading.list(Sql.of(STATES, MOST_WAITING), SendStates::state));
    }

    /** The spans that a target did not take, the last ones first. */
    public Query<List<Refusal>> refusals(String target, int limit) {
        return new ReadQuery<>(
                database,
                reading -> reading.list(
                        Sql.of(
                                "SELECT trace_id, span_id, reason, refused_at FROM runtree_refused WHERE target = ?"
                                        + " ORDER BY refused_at DESC, trace_id, span_id LIMIT ?",
                                target,
                                limit),
                        row -> new Refusal(
                                new SpanId(row.getString(1), row.getString(2)),
                                row.getString(3),
                                row.getObject(4, OffsetDateTime.class).toInstant())));
    }

    private static SendState state(ResultSet row) throws SQLException {
        return new SendState(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                SendState.Stage.of(row.getString(4)),
                row.getBoolean(5),
                row.getLong(6),
                row.getLong(7),
                instant(row, 8),
                row.getLong(9),
                instant(row, 10),
                row.getObject(11, Double.class),
                instant(row, 12),
                row.getString(13),
                instant(row, 14));
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
