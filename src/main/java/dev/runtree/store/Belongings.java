package dev.runtree.store;

import dev.runtree.model.SpanId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the primary database has of runs that are deleted: what sessions remember of them, their state while they wait for a
 * decision, and hooks that were parked. Noted while the runs are taken out, and taken out with them.
 */
final class Belongings {
    private static final List<String> BY_TRACE = List.of("runtree_parked_hooks", "runtree_turns");

    private final Set<String> runIds = new HashSet<>();
    private final List<String> traceIds = new ArrayList<>();
    private final Map<String, Set<String>> spans = new HashMap<>();

    /** What went of it. */
    record Removed(long sessions, long waiting) {
        static final Removed NOTHING = new Removed(0, 0);

        String json() {
            return "{\"sessions\":" + sessions + ",\"paused_runs\":" + waiting + "}";
        }
    }

    void run(String runId) {
        runIds.add(runId);
    }

    void wholeTraces(List<String> whole) {
        traceIds.addAll(whole);
    }

    void span(SpanId id) {
        spans.computeIfAbsent(id.traceId(), trace -> new HashSet<>()).add(id.spanId());
    }

    /** Takes it out, in a transaction of the primary database. Doing so again changes nothing. */
    Removed remove(Connection primary) throws SQLException {
        var waiting = PausedRuns.forget(primary, runIds);
        for (var table : BY_TRACE) {
            if (!traceIds.isEmpty()) {
                delete(primary, table, "trace_id = ANY (?)", traceIds.toArray());
            }
            for (var trace : spans.entrySet()) {
                delete(
                        primary,
                        table,
                        "span_id = ANY (?) AND trace_id = ?",
                        trace.getValue().toArray(),
                        trace.getKey());
            }
        }
        return new Removed(0, waiting);
    }

    /** Takes out all that is remembered of a session or a user, also where nothing of its runs is left. */
    static Removed remove(Connection primary, Deletion.Scope scope) throws SQLException {
        var waiting = PausedRuns.forget(primary, scope);
        return new Removed(SessionStore.forget(primary, scope), waiting);
    }

    private static void delete(Connection connection, String table, String condition, Object[] ids, String... more)
            throws SQLException {
        try (var statement = connection.prepareStatement("DELETE FROM " + table + " WHERE " + condition)) {
            statement.setArray(1, connection.createArrayOf("text", ids));
            for (var i = 0; i < more.length; i++) {
                statement.setString(i + 2, more[i]);
            }
            statement.executeUpdate();
        }
    }
}
