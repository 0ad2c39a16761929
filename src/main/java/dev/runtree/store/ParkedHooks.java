package dev.runtree.store;

import dev.runtree.model.SpanId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What background hooks could not do however often it was tried: a row each, until somebody says whether it is to be tried
 * again or given up. Both are in the audit.
 */
public final class ParkedHooks {
    private static final String COLUMNS =
            "event_id, hook, component_id, trace_id, span_id, status, tries, error, event::text,"
                    + " created_at, parked_at, resolved_by, resolved_at";

    private static final int TAKEN_AT_ONCE = 1_000;
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Database database;
    private final Clock clock = Clock.systemUTC();

    /** @param database where approvals are: the primary one where there are two */
    public ParkedHooks(Database database) {
        this.database = database;
    }

    /**
     * Parks an event, anew when it was here before.
     *
     * @throws StoreException when it cannot be stored
     */
    public void park(ParkedHook hook) {
        database.transact(LIMIT, connection -> {
            try (var insert = connection.prepareStatement("INSERT INTO runtree_parked_hooks AS p (event_id, hook,"
                    + " component_id, trace_id, span_id, tries, error, event, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?::json, ?)"
                    + " ON CONFLICT (event_id) DO UPDATE SET status = 'parked', tries = excluded.tries,"
                    + " error = excluded.error, parked_at = now(), resolved_by = NULL, resolved_at = NULL"
                    + " WHERE p.status IN ('running', 'retry')")) {
                insert.setString(1, hook.eventId());
                insert.setString(2, SpanCleaner.key(hook.hook()));
                insert.setString(3, SpanCleaner.key(hook.component()));
                insert.setString(4, hook.run().traceId());
                insert.setString(5, hook.run().spanId());
                insert.setInt(6, hook.tries());
                insert.setString(7, SpanCleaner.text(hook.error()));
                insert.setString(8, JsonCleaner.clean(hook.event()));
                insert.setObject(9, hook.createdAt().atOffset(ZoneOffset.UTC));
                insert.executeUpdate();
            }
        });
    }

    /** Those that wait for somebody to say what is to become of them, the oldest first. */
    public Query<List<ParkedHook>> waiting(int limit) {
        return list("WHERE status = 'parked' ORDER BY parked_at, event_id LIMIT ?", limit);
    }

    /** All that were ever parked, the newest first. */
    public Query<List<ParkedHook>> history(int limit) {
        return list("WHERE true ORDER BY parked_at DESC, event_id LIMIT ?", limit);
    }

    /** Two at most of those whose event's id begins like this. */
    public Query<List<ParkedHook>> named(String beginning) {
        return list("WHERE starts_with(event_id, ?::text) ORDER BY event_id LIMIT 2", SpanCleaner.text(beginning));
    }

    private Query<List<ParkedHook>> list(String which, Object value) {
        return new ReadQuery<>(
                database,
                reading -> reading.list(
                        Sql.of("SELECT " + COLUMNS + " FROM runtree_parked_hooks " + which, value), ParkedHooks::row));
    }

    /**
     * Lets the next application that has the hook try it again.
     *
     * @param by who says so
     * @return whether it was there and waited
     * @throws StoreException when it cannot be stored
     */
    public boolean retry(String eventId, String by) {
        return resolve(eventId, ParkedHook.Status.RETRY, by);
    }

    /**
     * Gives it up.
     *
     * @param by who says so
     * @return whether it was there and waited
     * @throws StoreException when it cannot be stored
     */
    public boolean discard(String eventId, String by) {
        return resolve(eventId, ParkedHook.Status.DISCARDED, by);
    }

    private boolean resolve(String eventId, ParkedHook.Status status, String by) {
        var resolved = new boolean[1];
        database.transact(LIMIT, connection -> {
            try (var update = connection.prepareStatement(
                    "UPDATE runtree_parked_hooks SET status = ?, resolved_by = ?, resolved_at = ?"
                            + " WHERE event_id = ? AND status = 'parked' RETURNING hook")) {
                var at = Instant.now(clock);
                update.setString(1, status.word());
                update.setString(2, SpanCleaner.key(by));
                update.setObject(3, at.atOffset(ZoneOffset.UTC));
                update.setString(4, eventId);
                try (var row = update.executeQuery()) {
                    resolved[0] = row.next();
                    if (resolved[0]) {
                        AuditTrail.append(
                                connection,
                                at,
                                SpanCleaner.key(by),
                                status == ParkedHook.Status.RETRY ? "retry" : "discard",
                                "hook " + row.getString(1) + " event " + eventId,
                                "{}");
                    }
                }
            }
        });
        return resolved[0];
    }

    /**
     * Takes those that are to be tried again and that somebody keeps.
     *
     * @param keeper makes sure that it will be done, unless it is for another application
     * @throws StoreException when the database is away
     */
    public void take(Predicate<ParkedHook> keeper) {
        database.transact(LIMIT, connection -> {
            var taken = new ArrayList<String>();
            try (var select = connection.prepareStatement("SELECT " + COLUMNS + " FROM runtree_parked_hooks"
                            + " WHERE status = 'retry' ORDER BY parked_at LIMIT ? FOR UPDATE SKIP LOCKED");
                    var update = connection.prepareStatement(
                            "UPDATE runtree_parked_hooks SET status = 'running' WHERE event_id = ANY (?)")) {
                select.setInt(1, TAKEN_AT_ONCE);
                try (var rows = select.executeQuery()) {
                    while (rows.next()) {
                        var hook = row(rows);
                        if (keeper.test(hook)) {
                            taken.add(hook.eventId());
                        }
                    }
                }
                if (!taken.isEmpty()) {
                    update.setArray(1, connection.createArrayOf("text", taken.toArray()));
                    update.executeUpdate();
                }
            }
        });
    }

    /**
     * It was worked off; nothing happens when it never was here.
     *
     * @throws StoreException when it cannot be stored
     */
    public void done(String eventId) {
        database.transact(LIMIT, connection -> {
            try (var update = connection.prepareStatement(
                    "UPDATE runtree_parked_hooks SET status = 'done' WHERE event_id = ? AND status <> 'discarded'")) {
                update.setString(1, eventId);
                update.executeUpdate();
            }
        });
    }

    private static ParkedHook row(ResultSet row) throws SQLException {
        return new ParkedHook(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                new SpanId(row.getString(4), row.getString(5)),
                ParkedHook.Status.of(row.getString(6)),
                row.getInt(7),
                row.getString(8),
                row.getString(9),
                row.getObject(10, OffsetDateTime.class).toInstant(),
                instant(row, 11),
                row.getString(12),
                instant(row, 13));
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
