package dev.runtree.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.sql.DataSource;

/**
 * In the database of traces: whose runs have changed since they were copied to one primary database. Triggers note it in the
 * transaction that changes them, whoever that is, and it is taken out after it was copied.
 */
final class CopyQueue {
    private static final List<String> TRIGGERS = List.of(
            "CREATE OR REPLACE TRIGGER runtree_runs_inserted AFTER INSERT ON runtree_runs REFERENCING NEW TABLE AS changed",
            "CREATE OR REPLACE TRIGGER runtree_runs_updated AFTER UPDATE ON runtree_runs REFERENCING NEW TABLE AS changed",
            "CREATE OR REPLACE TRIGGER runtree_runs_deleted AFTER DELETE ON runtree_runs REFERENCING OLD TABLE AS changed");

    private static final String IS_NOTED = """
            SELECT (SELECT count(*) = 3 FROM pg_trigger WHERE tgrelid = 'runtree_runs'::regclass
                       AND tgname IN ('runtree_runs_inserted', 'runtree_runs_updated', 'runtree_runs_deleted'))
                   AND EXISTS (SELECT 1 FROM runtree_copy_targets
                                WHERE target = ? AND filled AND seen_at > now() - interval '30 days')
            """;

    private final DataSource traces;
    private final String target;

    CopyQueue(DataSource traces, String target) {
        this.traces = traces;
        this.target = target;
    }

    /** A trace whose runs changed. */
    record Entry(String traceId, String change) {}

    /** From now on what changes is noted. Says whether it was all along; if not, all there is has to be noted once. */
    boolean attach() throws SQLException {
        try (var connection = traces.getConnection()) {
            connection.setAutoCommit(false);
            try {
                var isNoted = isNoted(connection);
                if (!isNoted) {
                    for (var trigger : TRIGGERS) {
                        execute(connection, trigger + " FOR EACH STATEMENT EXECUTE FUNCTION runtree_runs_changed()");
                    }
                }
                execute(
                        connection,
                        "INSERT INTO runtree_copy_targets (target, seen_at, filled) VALUES (?, now(), ?)"
                                + " ON CONFLICT (target) DO UPDATE SET seen_at = excluded.seen_at, filled = excluded.filled",
                        target,
                        isNoted);
                connection.commit();
                return isNoted;
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        }
    }

    private boolean isNoted(Connection connection) throws SQLException {
        try (var question = connection.prepareStatement(IS_NOTED)) {
            question.setString(1, target);
            try (var row = question.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    /** Notes all traces that there are. */
    void addAll() throws SQLException {
        run(
                "INSERT INTO runtree_copy_queue (target, trace_id) SELECT ?, trace_id FROM runtree_runs GROUP BY trace_id",
                target);
    }

    /** Notes those of some traces that there are no longer. */
    void addGone(Collection<String> traceIds) throws SQLException {
        run(
                "INSERT INTO runtree_copy_queue (target, trace_id) SELECT ?, asked FROM unnest(?) AS asked"
                        + " WHERE NOT EXISTS (SELECT 1 FROM runtree_runs WHERE trace_id = asked)",
                target,
                traceIds);
    }

    /** Notes some traces, because time alone has changed what they are. */
    void add(Collection<String> traceIds) throws SQLException {
        run(
                "INSERT INTO runtree_copy_queue (target, trace_id) SELECT ?, asked FROM unnest(?) AS asked",
                target,
                traceIds);
    }

    void filled() throws SQLException {
        run("UPDATE runtree_copy_targets SET filled = true WHERE target = ?", target);
    }

    void seen() throws SQLException {
        run("UPDATE runtree_copy_targets SET seen_at = now() WHERE target = ?", target);
    }

    List<Entry> next(int limit) throws SQLException {
        try (var connection = traces.getConnection();
                var question = connection.prepareStatement(
                        "SELECT trace_id, change FROM runtree_copy_queue WHERE target = ? LIMIT ?")) {
            question.setString(1, target);
            question.setInt(2, limit);
            try (var rows = question.executeQuery()) {
                var entries = new ArrayList<Entry>();
                while (rows.next()) {
                    entries.add(new Entry(rows.getString(1), rows.getString(2)));
                }
                return entries;
            }
        }
    }

    /** Takes out what was copied. What was added meanwhile, of the same traces too, stays. */
    void remove(List<Entry> copied) throws SQLException {
        run(
                "DELETE FROM runtree_copy_queue q USING unnest(?, ?::text[]) AS gone (trace_id, change)"
                        + " WHERE q.target = ? AND q.trace_id = gone.trace_id AND q.change = gone.change::uuid",
                copied.stream().map(Entry::traceId).toList(),
                copied.stream().map(Entry::change).toList(),
                target);
    }

    private void run(String sql, Object... values) throws SQLException {
        try (var connection = traces.getConnection()) {
            execute(connection, sql, values);
        }
    }

    private static void execute(Connection connection, String sql, Object... values) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (var i = 0; i < values.length; i++) {
                if (values[i] instanceof Collection<?> texts) {
                    statement.setArray(i + 1, connection.createArrayOf("text", texts.toArray()));
                } else {
                    statement.setObject(i + 1, values[i]);
                }
            }
            statement.execute();
        }
    }
}
